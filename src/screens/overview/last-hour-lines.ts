import type {Live} from '../../app/live/live-store.ts';
import type {LastHourRow} from '../../queries/last-hour.ts';
import type {Detail} from '../../ui/details.tsx';
import {formatBytes, formatCount, formatDuration, NO_VALUE} from '../../ui/format.ts';
import type {Cell} from '../../ui/segment.ts';
import {sparkline} from '../../ui/sparkline.ts';
import {statusSegment} from '../../ui/status.ts';
import type {Theme} from '../../ui/theme.ts';
import type {OwnCost} from './own-cost.ts';

export interface LastHourInput {
  readonly live: Live<LastHourRow>;
  /** Without the pipeline nobody counts what happens. */
  readonly isMissing: boolean;
  readonly cost: OwnCost | null;
}

/** What an hour brought, and what watching it costs. */
export function lastHourLines({live, isMissing, cost}: LastHourInput, theme: Theme): Detail[] {
  const row = live.status === 'ready' && !isMissing ? live.rows[0] : undefined;
  const nothing = isMissing
    ? 'not counted without the pipeline'
    : live.status === 'failed'
      ? live.problem.why
      : NO_VALUE;
  const value = (words: (row: LastHourRow) => Cell): Cell => (row ? words(row) : nothing);
  return [
    {label: 'submissions scored', value: value(found => submissions(found, theme))},
    {label: 'refreshes', value: value(found => refreshes(found, theme))},
    {
      label: 'slowest refresh',
      value: value(({slowest_ms, slowest_view}) =>
        slowest_view === null ? NO_VALUE : `${formatDuration(slowest_ms)}  ${slowest_view}`,
      ),
    },
    {label: 'lanewatch per tick', value: cost === null ? 'not measured yet' : costWords(cost)},
  ];
}

function submissions(row: LastHourRow, {glyphs}: Theme): Cell {
  const count = `${formatCount(row.submission_count)}${row.is_more ? '+' : ''}`;
  const line = sparkline(row.submission_counts, {levels: glyphs.sparkline, min: 0});
  return [{text: `${count}  `}, {text: row.submission_count === 0 ? '' : line, tone: 'accent'}];
}

function refreshes({succeeded_count: good, failed_count: bad}: LastHourRow, theme: Theme): Cell {
  const total = formatCount(good + bad);
  if (good + bad === 0) return 'none';
  return [
    {text: `${total}  `},
    statusSegment(theme, 'ok', formatCount(good)),
    {text: '  '},
    ...(bad > 0 ? [statusSegment(theme, 'critical', formatCount(bad))] : [{text: 'none failed'}]),
  ];
}

/** To two figures: more would change, and cost, with every measure. */
function costWords({statements, durationMs, bytes}: OwnCost): string {
  const queries = statements < 9.95 ? statements.toFixed(1) : String(Math.round(statements));
  const sent = bytes === null ? [] : [formatBytes(Number(bytes.toPrecision(2)))];
  return [`${queries} queries`, `${Math.round(durationMs)} ms`, ...sent].join(' · ');
}
