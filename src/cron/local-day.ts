import type {ZoneOffset} from './zone.ts';

export const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** A part of a local day on which the wall clock runs without a jump. */
export interface Stretch {
  /** Minutes of the local day: from inclusive, until exclusive. */
  readonly fromMinute: number;
  readonly untilMinute: number;
  /** Add minutes of the local day to get UTC. */
  readonly midnightMs: number;
}

/**
 * The stretches that make up a local day (days since 1970-01-01), in the order of UTC. Most days have one. Where clocks
 * go forward the second begins later than the first ends; where they go back they overlap, and a day that a zone skipped
 * has none: walking them equals walking every UTC minute, which is what pg_cron does.
 */
export function localStretches(day: number, offset: ZoneOffset): Stretch[] {
  const startMs = day * dayMs;
  // No zone is further than 14 hours east or 12 hours west, so the day lies within this window, jump included.
  const fromMs = startMs - 15 * hourMs;
  const untilMs = startMs + dayMs + 13 * hourMs;
  const before = offset(fromMs);
  const after = offset(untilMs);
  if (before === after) return clip(startMs, before, fromMs, untilMs);
  const jumpMs = findJump(fromMs, untilMs, before, offset);
  return [...clip(startMs, before, fromMs, jumpMs), ...clip(startMs, after, jumpMs, untilMs)];
}

/** The part of the day that falls into the UTC range on which the offset holds, if any. */
function clip(startMs: number, offsetMs: number, fromMs: number, untilMs: number): Stretch[] {
  const midnightMs = startMs - offsetMs;
  const fromMinute = Math.max(0, Math.ceil((fromMs - midnightMs) / minuteMs));
  const untilMinute = Math.min(dayMs / minuteMs, Math.ceil((untilMs - midnightMs) / minuteMs));
  return fromMinute < untilMinute ? [{fromMinute, untilMinute, midnightMs}] : [];
}

/** The first minute with another offset than `before`, by bisection: a zone jumps once in two days at most. */
function findJump(fromMs: number, untilMs: number, before: number, offset: ZoneOffset): number {
  let low = fromMs;
  let high = untilMs;
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
    if (offset(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
