import type {Live} from '../app/live/live-store.ts';
import type {ListViewAgesRow} from '../queries/list-view-ages.ts';
import type {Reading} from '../queries/metric-source.ts';
import {formatRoughAge} from '../ui/format.ts';
import type {Segment} from '../ui/segment.ts';

/** Nearer than this the twins show what has happened. */
const liveMs = 1_000;

/** What is read, and how old it is; of several views the oldest. Empty until it is known. */
export function dataAge(
  ages: Live<ListViewAgesRow>,
  viewNames: readonly string[],
  {reading, now}: {readonly reading: Reading; readonly now: Date},
): Segment[] {
  return reading.source === 'live' ? liveAge(reading) : scheduledAge(reading, viewAge(ages, viewNames, now));
}

/** The same of everything that is read, where the views are not looked at one by one. */
export function readingAge(reading: Reading): Segment[] {
  if (reading.source === 'live') return liveAge(reading);
  const {dataFrom, serverNow} = reading;
  if (dataFrom === null || serverNow === null)
    return scheduledAge(reading, [{text: 'data of unknown age', tone: 'unknown'}]);
  const ageMs = Math.max(0, serverNow.getTime() - dataFrom.getTime());
  return scheduledAge(reading, [{text: `data ${formatRoughAge(ageMs)} old`, tone: 'muted'}]);
}

function scheduledAge({choice, hasTwins, whyNotLive}: Reading, age: Segment[]): Segment[] {
  // Where there is a choice it is said that these are the views.
  const scheduled = choice === 'scheduled' ? 'scheduled (chosen)' : 'scheduled';
  return [
    ...(hasTwins ? age.map(segment => ({...segment, text: `${scheduled}: ${segment.text}`})) : age),
    ...(whyNotLive === null
      ? []
      : [{text: hasTwins ? '; twins not filled' : '; no live twins', tone: 'warning'} as const]),
  ];
}

/** The twins are as old as the oldest event that they do not show. */
function liveAge({choice, dataFrom, serverNow, isOvertaken}: Reading): Segment[] {
  if (dataFrom === null || serverNow === null) return [];
  const live = choice === 'live' ? 'live data (chosen)' : 'live data';
  const behindMs = serverNow.getTime() - dataFrom.getTime();
  const behind = behindMs < liveMs ? '' : `, ${formatRoughAge(behindMs)} behind`;
  return isOvertaken
    ? [{text: `${live}${behind}; the views are fresher`, tone: 'warning'}]
    : [{text: live + behind, tone: 'muted'}];
}

function viewAge(ages: Live<ListViewAgesRow>, viewNames: readonly string[], now: Date): Segment[] {
  if (ages.status !== 'ready') return [];
  const views = ages.rows.filter(({view_name}) => viewNames.includes(view_name));
  if (views.length === 0) return [];
  if (views.some(({refreshing_since}) => refreshing_since !== null))
    return [{text: 'refreshing now', tone: 'running'}];
  if (views.some(({populated}) => !populated)) return [{text: 'never refreshed', tone: 'warning'}];
  const elapsedMs = Math.max(0, now.getTime() - ages.at.getTime());
  const agesMs = views.flatMap(({data_from, server_now}) =>
    data_from ? [server_now.getTime() - data_from.getTime() + elapsedMs] : [],
  );
  // A view filled by hand has no row in the log.
  if (agesMs.length === 0) return [{text: 'data of unknown age', tone: 'unknown'}];
  return [{text: `data ${formatRoughAge(Math.max(...agesMs))} old`, tone: 'muted'}];
}

/** The server's clock of the moment, or null until it has been asked. */
export function serverNowOf(ages: Live<ListViewAgesRow>, now: Date): Date | null {
  const serverNow = ages.status === 'ready' ? ages.rows[0]?.server_now : undefined;
  if (ages.status !== 'ready' || serverNow === undefined) return null;
  return new Date(serverNow.getTime() + Math.max(0, now.getTime() - ages.at.getTime()));
}
