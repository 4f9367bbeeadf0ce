/** One line of the table. */
export interface Measurement {
  readonly what: string;
  readonly value: string;
  readonly budget: string;
  /** Lines without a budget inform; what could not be measured is `unknown`, never kept. */
  readonly verdict: 'kept' | 'missed' | 'unknown' | 'for information';
}

export function judge(what: string, value: string, budget: string, isKept: boolean): Measurement {
  return {what, value, budget, verdict: isKept ? 'kept' : 'missed'};
}

export function inform(what: string, value: string): Measurement {
  return {what, value, budget: '', verdict: 'for information'};
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
