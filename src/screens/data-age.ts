import type {Live} from '../app/live/live-store.ts';
import type {ListViewAgesRow} from '../queries/list-view-ages.ts';
import {formatAge} from '../ui/format.ts';
import type {Segment} from '../ui/segment.ts';

/** How old what the named views show is; of several the oldest. Empty until it is known. */
export function dataAge(ages: Live<ListViewAgesRow>, viewNames: readonly string[], now: Date): Segment[] {
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
  return [{text: `data ${formatAge(Math.max(...agesMs))} old`, tone: 'muted'}];
}

/** The server's clock of the moment, or null until it has been asked. */
export function serverNowOf(ages: Live<ListViewAgesRow>, now: Date): Date | null {
  const serverNow = ages.status === 'ready' ? ages.rows[0]?.server_now : undefined;
  if (ages.status !== 'ready' || serverNow === undefined) return null;
  return new Date(serverNow.getTime() + Math.max(0, now.getTime() - ages.at.getTime()));
}
