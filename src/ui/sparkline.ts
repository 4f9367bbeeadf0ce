export interface SparklineOptions {
  /** Heights, lowest first: the theme's `glyphs.sparkline`. */
  levels: readonly string[];
  /** The value of the lowest and of the highest level; the values' own range where left out. */
  min?: number;
  max?: number;
}

/**
 * One column for each value. A missing value is a gap, not a zero; where all are equal, the line is low and level, and
 * lowest where all are at the minimum that was given.
 */
export function sparkline(
  values: readonly (number | null)[],
  {levels, min: givenMin, max: givenMax}: SparklineOptions,
): string {
  const known = values.filter(isKnown);
  const min = givenMin ?? known.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  const max = givenMax ?? known.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  const top = levels.length - 1;
  return values
    .map(value => {
      if (!isKnown(value)) return ' ';
      const level = givenMin === undefined ? 0.3 : 0;
      const share = max > min ? (value - min) / (max - min) : level;
      return levels[Math.round(Math.max(0, Math.min(1, share)) * top)] ?? ' ';
    })
    .join('');
}

function isKnown(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}
