import type {FieldRule} from './field.ts';

/**
 * The plainest spelling of a set of values: `*`, a step that divides the whole range, or a list of numbers and ranges.
 * A step that does not divide it is spelled out, because "every 45 minutes" is not what minutes 0 and 45 are.
 */
export function canonicalText(
  values: ReadonlySet<number>,
  {low, high}: Pick<FieldRule, 'low' | 'high'>,
): string {
  const count = high - low + 1;
  if (values.size === count) return '*';
  const [first, second] = values;
  const step = (second ?? 0) - (first ?? 0);
  const isStep = first === low && values.size > 2 && count % step === 0 && values.size === count / step;
  if (isStep && [...values].every(value => (value - low) % step === 0)) return `*/${step}`;
  return runs([...values])
    .map(([from, until]) => (until - from < 2 ? [...new Set([from, until])].join(',') : `${from}-${until}`))
    .join(',');
}

/** Consecutive values as `[from, until]`, both inclusive. */
function runs(values: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const value of values) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === value - 1) last[1] = value;
    else found.push([value, value]);
  }
  return found;
}
