import type {ExplainRequest} from '../../app/explain-request.ts';
import {formatCount, formatPercent} from '../../ui/format.ts';
import type {Segment} from '../../ui/segment.ts';
import {clean, truncate} from '../../ui/text.ts';
import {compareWithBefore, type ExplainRun, nameOf, runsUpTo} from './explain.state.ts';
import {sayMs} from './say-time.ts';

/** What is explained, with as much of its parameters as leaves room for the outcome. */
export function titleOf(request: ExplainRequest, width: number): readonly Segment[] {
  const shown = Object.entries('query' in request ? request.params : {})
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name.replace(/_id$/, '')} ${shorten(value)}`)
    .join(', ');
  return [
    {text: ' Explain', tone: 'title'},
    {text: ` · ${truncate(clean(nameOf(request)), Math.floor(width / 3))}`, tone: 'accent'},
    ...(shown === ''
      ? []
      : [{text: ` (${truncate(clean(shown), Math.floor(width / 4))})`, tone: 'muted'} as const]),
  ];
}

/** The times and how they differ from the run before come first: a narrow terminal cuts the rest. */
export function outcomeOf(
  run: ExplainRun,
  runs: readonly ExplainRun[],
  costLimit: number,
): readonly Segment[] {
  const alike = runsUpTo(runs, run);
  const {planningMs, executionMs} = run.plan;
  const change = compareWithBefore(alike);
  const segments: Segment[] = [];
  if (run.mode.generic) segments.push({text: ' · planned for any parameters', tone: 'muted'});
  else if (!run.analyzed)
    segments.push({
      text: ` · not run: cost ${formatCount(run.cost)} is above ${formatCount(costLimit)}; e asks`,
      tone: 'warning',
    });
  if (run.mode.allowWrites) segments.push({text: ' · writes rolled back', tone: 'warning'});
  if (executionMs !== null) segments.push({text: ` · ${sayMs(executionMs)} run`});
  if (change !== null)
    segments.push({text: ` ${sayChange(change)} vs run ${alike.length - 1}`, tone: toneOfChange(change)});
  if (planningMs !== null) segments.push({text: ` · ${sayMs(planningMs)} plan`, tone: 'muted'});
  segments.push({text: ` · run ${alike.length} · PG ${run.serverVersion}`, tone: 'muted'});
  return segments;
}

/** Identifiers by their first eight characters, as elsewhere. */
function shorten(value: unknown): string {
  const text = String(value);
  return /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(text) ? text.slice(0, 8) : text;
}

/** As a share: `−38%` is quicker. */
export function sayChange(change: number): string {
  const share = formatPercent(Math.abs(change));
  if (share === '0%') return '±0%';
  return `${change < 0 ? '−' : '+'}${share}`;
}

/** What differs by less than a fifth is chance. */
export function toneOfChange(change: number): 'ok' | 'warning' | 'muted' {
  if (Math.abs(change) < 0.2) return 'muted';
  return change < 0 ? 'ok' : 'warning';
}
