/** What the text of a measurement says, as numbers for programs. */
export interface Figure {
  readonly value: number;
  readonly unit: string;
  /** The peer or the baseline of the same run, in the same unit. */
  readonly against?: {readonly name: string; readonly value: number};
}

/** One line of the table. */
export interface Measurement {
  readonly what: string;
  readonly value: string;
  readonly budget: string;
  /** Lines without a budget inform; what could not be measured is `unknown`, never ok. */
  readonly verdict: 'ok' | 'missed' | 'unknown' | 'for information';
  readonly figure?: Figure;
}

/** Holds a measurement to its budget; a figure that is no number is unknown, whatever the comparison said. */
export function judge(
  what: string,
  value: string,
  budget: string,
  isKept: boolean,
  figure?: Figure,
): Measurement {
  const isKnown = figure === undefined || Number.isFinite(figure.value);
  const verdict = isKnown ? (isKept ? 'ok' : 'missed') : 'unknown';
  return {what, value, budget, verdict, ...(figure && {figure})};
}

export function inform(what: string, value: string, figure?: Figure): Measurement {
  return {what, value, budget: '', verdict: 'for information', ...(figure && {figure})};
}

/** The value below which `share` of them lie; nearest rank. NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function formatTable(rows: readonly Measurement[]): string {
  const header = {what: 'what', value: 'measured', budget: 'budget', verdict: ''};
  const lines = [header, ...rows];
  const width = (key: 'what' | 'value' | 'budget') => Math.max(...lines.map(line => line[key].length));
  const [what, value, budget] = [width('what'), width('value'), width('budget')];
  return lines
    .map(line =>
      `${line.what.padEnd(what)}  ${line.value.padStart(value)}  ${line.budget.padEnd(budget)}  ${line.verdict}`.trimEnd(),
    )
    .join('\n');
}

/** Whether a program of the bench has to say that it failed: what is unknown counts as much as what is missed. */
export function hasFailed(rows: readonly Measurement[]): boolean {
  return rows.some(({verdict}) => verdict === 'missed' || verdict === 'unknown');
}
