import type {AgentProgressRow} from '../../queries/agent-progress.ts';

/** Weeks as the chart draws them: one entry a calendar week, null where nothing was submitted. */
export interface CalendarWeeks {
  /** The Mondays of the first and the last week, as `2026-11-16`. */
  readonly first: string;
  readonly last: string;
  readonly scores: readonly (number | null)[];
}

const weekMs = 7 * 24 * 60 * 60 * 1000;
/** A row with a date far off must not make an endless line. */
const mostWeeks = 520;

/** Puts the weeks that the view leaves out back in, so that a pause is seen as one. */
export function fillWeeks(rows: readonly AgentProgressRow[]): CalendarWeeks | null {
  const last = rows.at(-1);
  if (!last) return null;
  const lastMs = Date.parse(last.week);
  const kept = rows.filter(({week}) => lastMs - Date.parse(week) < mostWeeks * weekMs);
  const first = kept[0] ?? last;
  const firstMs = Date.parse(first.week);
  const byWeek = new Map(kept.map(row => [Date.parse(row.week), row.avg_composite_score]));
  const count = Math.round((lastMs - firstMs) / weekMs) + 1;
  const scores = Array.from({length: count}, (_, index) => byWeek.get(firstMs + index * weekMs) ?? null);
  return {first: first.week, last: last.week, scores};
}

/** The numbers above the chart. */
export interface ProgressSummary {
  readonly now: number | null;
  readonly change: number | null;
  readonly best: number | null;
  readonly worst: number | null;
  readonly submissions: number;
}

export function summarise(rows: readonly AgentProgressRow[]): ProgressSummary {
  const last = rows.at(-1);
  const bests = rows.flatMap(({best_composite_score: best}) => (best === null ? [] : [best]));
  const worsts = rows.flatMap(({worst_composite_score: worst}) => (worst === null ? [] : [worst]));
  return {
    now: last?.avg_composite_score ?? null,
    change: last?.wow_composite_delta ?? null,
    best: bests.length === 0 ? null : Math.max(...bests),
    worst: worsts.length === 0 ? null : Math.min(...worsts),
    submissions: rows.reduce((sum, row) => sum + row.submission_count, 0),
  };
}
