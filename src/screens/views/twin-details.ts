import {countWords} from '../../health/rules/wording.ts';
import type {TwinsSnapshot} from '../../health/snapshot/pipeline.ts';
import type {ListTwinsRow} from '../../queries/list-twins.ts';
import type {Detail} from '../../ui/details.tsx';
import {formatCount, formatDuration, formatMoment, formatRoughAge} from '../../ui/format.ts';
import type {Segment} from '../../ui/segment.ts';
import {clean} from '../../ui/text.ts';

/** Nearer than this the twins show what has happened. */
const liveMs = 1_000;
const upToDate = 'up to date';

/** The live twin of a view, and how far all twins are: they are computed together. */
export interface ShownTwin {
  readonly row: ListTwinsRow;
  readonly state: TwinsSnapshot;
}

/** How far the twin is, what was computed last, and which challenges fail. `now` is of the server's clock. */
export function twinDetails({row, state}: ShownTwin, now: Date): Detail[] {
  return [
    {
      label: 'twin',
      value: `${row.twin_name}, about ${formatCount(row.live_rows)} rows, ${progressWords(state, row)}`,
      wrap: true,
      ...(state.isComplete ? {} : {tone: 'warning' as const}),
    },
    {label: 'computed', value: `${latestWords(row, now)}; ${comparisonWords(state, now)}`, wrap: true},
    ...failingDetail(state),
  ];
}

/** Behind the title of the list, the worst first. Empty where there are no twins. */
export function twinsSummary(state: TwinsSnapshot | null): Segment[] {
  if (state === null) return [];
  const failing = state.failingCount > 0 ? [`${formatCount(state.failingCount)} failing`] : [];
  const words = [...failing, state.isComplete ? behindWords(state) : 'not filled yet'].join(', ');
  const isWell = state.isComplete && failing.length === 0;
  return [{text: ` · twins ${words}`, tone: isWell ? 'muted' : 'warning'}];
}

function progressWords(state: TwinsSnapshot, row: ListTwinsRow): string {
  if (!state.isComplete) {
    const done = `${formatCount(row.computed_count)} of ${formatCount(row.slice_count)} challenges`;
    return `not filled yet, ${done}; lanewatch backfill fills it`;
  }
  const behind = behindWords(state);
  // What waits for a moment only is no news.
  if (behind === upToDate) return behind;
  return `${behind}, ${countWords(state.waitingCount, 'challenge waits', 'challenges wait')}`;
}

/** At the moment of the look: what waited then has most likely been computed since. */
function behindWords({shownUntil, seenAt}: TwinsSnapshot): string {
  const behindMs = seenAt.getTime() - shownUntil.getTime();
  return behindMs < liveMs ? upToDate : `${formatRoughAge(behindMs)} behind`;
}

function latestWords({latest_at: at, latest_ms: ms}: ListTwinsRow, now: Date): string {
  return at === null ? 'nothing yet' : `${formatMoment(at, now)}, a challenge in ${formatDuration(ms)}`;
}

function comparisonWords({verifiedAt, differingRows, differingSlices}: TwinsSnapshot, now: Date): string {
  if (verifiedAt === null) return 'never compared with the views';
  const moment = formatMoment(verifiedAt, now);
  if (differingRows === 0) return `the same as the views ${moment}`;
  const differing = `${countWords(differingRows, 'row')} of ${countWords(differingSlices, 'challenge')}`;
  return `${differing} differed from the views ${moment}`;
}

function failingDetail({failing, failingCount}: TwinsSnapshot): Detail[] {
  if (failing === null) return [];
  const {challengeId, attempts, error} = failing;
  const others = failingCount > 1 ? ` and ${formatCount(failingCount - 1)} more` : '';
  return [
    {
      label: 'failing',
      value: clean(`challenge ${challengeId}${others}, ${countWords(attempts, 'time')} in a row: ${error}`),
      wrap: true,
      tone: 'warning',
    },
  ];
}
