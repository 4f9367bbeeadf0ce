import type {ExplainRequest} from '../../app/explain-request.ts';
import {formatCount, formatPercent} from '../../ui/format.ts';
import type {Segment} from '../../ui/segment.ts';
import {clean, truncate} from '../../ui/text.ts';
import {compareWithBefore, type ExplainRun, runsUpTo} from './explain.state.ts';

/** What is explained, with as much of its parameters as leaves room for the outcome. */
export function titleOf({query, params}: ExplainRequest, width: number): readonly Segment[] {
  const shown = Object.entries(params)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name.replace(/_id$/, '')} ${shorten(value)}`)
    .join(', ');
  return [
    {text: ' Explain', tone: 'title'},
    {text: ` · ${query.name}`, tone: 'accent'},
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
  if (!run.analyzed)
    segments.push({
      text: ` · not run: cost ${formatCount(run.cost)} is above ${formatCount(costLimit)}; e asks`,
      tone: 'warning',
    });
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

function sayMs(ms: number): string {
  if (ms < 10) return `${ms.toFixed(2)} ms`;
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function sayChange(change: number): string {
  const share = formatPercent(Math.abs(change));
  if (share === '0%') return '±0%';
  return `${change < 0 ? '−' : '+'}${share}`;
}

/** What differs by less than a fifth is chance. */
function toneOfChange(change: number): 'ok' | 'warning' | 'muted' {
  if (Math.abs(change) < 0.2) return 'muted';
  return change < 0 ? 'ok' : 'warning';
}
