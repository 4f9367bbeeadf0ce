/** A range as Nagios plugins take it: `10`, `10:`, `~:10`, `10:20`, `@10:20`. */
export interface NagiosRange {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Values inside raise the alarm instead of those outside. */
  readonly isInside: boolean;
}

const shape = /^(@?)(?:(~|-?\d+(?:\.\d+)?):)?(-?\d+(?:\.\d+)?)?$/;

/** Reads a range; null where it is none. */
export function parseRange(text: string): NagiosRange | null {
  const match = shape.exec(text);
  if (!match || text === '' || text === '@') return null;
  const [, inside, start, end] = match;
  const from = start === '~' ? -Infinity : Number(start ?? 0);
  const to = end === undefined ? Infinity : Number(end);
  return from > to ? null : {text, from, to, isInside: inside === '@'};
}

/** Whether the value raises the alarm. */
export function isAlarm(value: number, {from, to, isInside}: NagiosRange): boolean {
  return (value >= from && value <= to) === isInside;
}
