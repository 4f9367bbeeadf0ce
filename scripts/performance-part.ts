import {parts} from '../bench/support/parts.ts';
import {readResult} from '../bench/support/read-result.ts';
import type {Result, ResultRow} from '../bench/support/result.ts';
import {committedResults} from '../bench/support/write-result.ts';

/** A part of the bench and what was measured last, where it was. */
export interface Measured {
  readonly title: string;
  readonly how: string;
  readonly result: Result | null;
}

/** What the bench found last, as bench/results has it: the budgets first, then each part with all of its lines. */
export const performancePart = {
  file: 'docs/performance.md',
  get text(): string {
    return performanceText(parts.map(part => ({...part, result: readResult(committedResults, part.name)})));
  },
};

export function performanceText(all: readonly Measured[]): string {
  const budgeted = all.flatMap(({result}) => result?.rows ?? []).filter(({budget}) => budget !== null);
  return [
    '## Budgets',
    verdictOf(budgeted),
    ...(budgeted.length > 0 ? [tableOf(budgeted)] : []),
    ...all.flatMap(({title, how, result}) => [
      `## ${title}`,
      how,
      ...(result ? [circumstances(result), tableOf(result.rows)] : ['Not measured yet.']),
    ]),
  ].join('\n\n');
}

function verdictOf(rows: readonly ResultRow[]): string {
  if (rows.length === 0) return 'Nothing has been measured yet.';
  const wrong = rows.filter(({verdict}) => verdict !== 'ok');
  const count = `${rows.length - wrong.length} of ${rows.length} budgets are kept${wrong.length > 0 ? '; not these:' : '.'}`;
  const lines = wrong.map(({what, measured, budget, verdict}) =>
    escapeMarkdown(
      `- ${verdict === 'missed' ? 'missed' : 'could not be measured'}: ${what}: ${measured}; budget ${budget}`,
    ),
  );
  return [count, ...(lines.length > 0 ? [lines.join('\n')] : [])].join('\n\n');
}

function circumstances({measuredAt, server, machine, settings, isQuick}: Result): string {
  const {cores, processor, memoryGib, node, loadBefore} = machine;
  const place = [
    `${measuredAt.slice(0, 10)}`,
    ...(server ? [server] : []),
    `Node ${node.slice(1)}`,
    `${cores} cores of ${processor}`,
    `${memoryGib} GiB`,
    `load ${loadBefore} before`,
  ];
  const chosen = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  const warning = isQuick ? ' **A trial in small: these figures say nothing.**' : '';
  return `${place.join(', ')}; ${chosen.join(', ')}.${warning}`;
}

function tableOf(rows: readonly ResultRow[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [
    line(['What', 'Measured', 'Against', 'Ratio', 'Budget', '']),
    '|---|---|---|---|---|---|',
    ...rows.map(({what, measured, against, ratio, budget, verdict}) =>
      line([
        what,
        measured,
        against ?? '',
        ratio === null ? '' : `${ratio.toFixed(ratio < 0.1 ? 3 : 2)}x`,
        budget ?? '',
        verdict === 'for information' ? '' : verdict,
      ]),
    ),
  ].join('\n');
}

/** Schedules hold stars and pipes would end a cell. */
function escapeMarkdown(text: string): string {
  return text.replace(/[|*_<\\]/g, '\\$&');
}
