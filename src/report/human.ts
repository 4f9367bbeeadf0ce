import type {Finding} from '../health/finding.ts';
import type {Report} from '../health/judge.ts';
import type {Rule} from '../health/rule.ts';
import {clean, cleanBlock, wrapText} from '../ui/text.ts';
import {sentenceOf} from './sentence.ts';
import type {Verdict} from './verdict.ts';

export interface HumanOptions {
  readonly width: number;
  /** What was first seen a moment ago, by this very look, has no since. */
  readonly now: Date;
}

const momentMs = 10_000;
const glyphs = {critical: '✗', warning: '!', unknown: '?', ok: '✓'} as const;

/** `check --format human`: the verdict and each finding with its remedy. */
export function formatVerdict(verdict: Verdict, options: HumanOptions): string {
  const status = `${glyphs[verdict.status]} ${verdict.area} is ${verdict.status}: ${verdict.passedCount} checks passed`;
  return join([
    [status],
    ...verdict.findings.map(finding => findingLines(finding, options)),
    ...uncheckedLines(verdict, options),
  ]);
}

/** `doctor`: every finding with its remedy, what follows from them, what could not be checked, and what passed. */
export function formatDoctor(report: Report, rules: readonly Rule[], options: HumanOptions): string {
  const count = (severity: string) => report.findings.filter(each => each.severity === severity).length;
  const summary = `${count('critical')} critical, ${count('warning')} warning, ${count('unknown')} unknown · ${report.passed.length} checks passed · ${report.unchecked.length} could not be made`;
  const consequences = report.silenced.map(
    ({finding, by}) => `  ${clean(sentenceOf(finding))} (follows from ${by.id})`,
  );
  const passed = rules
    .filter(({id}) => report.passed.includes(id))
    .map(({title}) => `  ${glyphs.ok} ${title}`);
  return join([
    [summary],
    ...report.findings.map(finding => findingLines(finding, options)),
    consequences.length === 0 ? [] : ['Consequences', ...consequences],
    ...uncheckedLines(report, options),
    passed.length === 0 ? [] : ['Passed', ...passed],
  ]);
}

function findingLines(finding: Finding, options: HumanOptions): string[] {
  const since =
    finding.since && finding.since.getTime() < options.now.getTime() - momentMs
      ? `, since ${finding.since.toISOString().replace(/\.\d+Z$/, 'Z')}`
      : '';
  return [
    `${glyphs[finding.severity]} ${finding.severity.padEnd(8)}  ${clean(finding.object)}  (${finding.id}${since})`,
    ...block(finding.message, options.width, '    '),
    ...(finding.remedy === '' ? [] : remedyLines(finding.remedy, '    ')),
  ];
}

function uncheckedLines({unchecked}: Pick<Report, 'unchecked'>, options: HumanOptions): string[][] {
  if (unchecked.length === 0) return [];
  // Many rules want for the same right: it is asked for once.
  const reasons = Map.groupBy(unchecked, ({why, remedy}) => `${why}\n${remedy}`);
  return [
    ['Could not be checked'],
    ...[...reasons.values()].map(group => {
      const {why, remedy} = group[0] ?? {why: '', remedy: ''};
      return [
        ...group.map(({rule}) => `  ${glyphs.unknown} ${rule.title}`),
        ...block(why, options.width, '      '),
        ...(remedy === '' ? [] : remedyLines(remedy, '      ')),
      ];
    }),
  ];
}

/** Never broken, so that it can be copied whole. */
function remedyLines(remedy: string, indent: string): string[] {
  return cleanBlock(`try: ${remedy}`)
    .split('\n')
    .map(line => indent + line);
}

function block(text: string, width: number, indent: string): string[] {
  return wrapText(cleanBlock(text), Math.max(20, width - indent.length)).map(line => indent + line);
}

function join(blocks: readonly (readonly string[])[]): string {
  return `${blocks
    .filter(({length}) => length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}
