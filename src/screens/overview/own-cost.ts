import type {StatementRecord} from '../../db/statement-log.ts';

/** What lanewatch itself costs, on average of one tick. */
export interface OwnCost {
  readonly statements: number;
  readonly durationMs: number;
  /** Sent to the terminal; null where that cannot be measured. */
  readonly bytes: number | null;
}

/** How much had gone to the terminal at a moment. */
export interface OutputSample {
  readonly atMs: number;
  readonly bytes: number;
}

/** What is averaged over; before that, what there is. */
export const costWindowMs = 60_000;

/** What is told stays for changes up to these, or up to a half: to tell of each would cost more than it tells. */
const leastChange = {statements: 0.5, durationMs: 5, bytes: 100} as const;

/** Whether one of the two stands for the other. */
export function isSameCost(told: OwnCost, measured: OwnCost): boolean {
  return (['statements', 'durationMs', 'bytes'] as const).every(what => {
    const [one, other] = [told[what], measured[what]];
    if (one === null || other === null) return one === other;
    return Math.abs(one - other) <= Math.max(leastChange[what], Math.max(one, other) / 2);
  });
}

/** The cost of a tick of `intervalMs`, from what was sent within the last minute. `openedMs` is when it all began. */
export function ownCost(
  records: readonly StatementRecord[],
  samples: readonly OutputSample[],
  {nowMs, openedMs, intervalMs}: {nowMs: number; openedMs: number; intervalMs: number},
): OwnCost {
  const spanMs = Math.max(intervalMs, Math.min(costWindowMs, nowMs - openedMs));
  const recent = records.filter(({at}) => at.getTime() > nowMs - costWindowMs);
  const ticks = spanMs / intervalMs;
  const [first] = samples;
  const last = samples.at(-1);
  const measuredMs = first && last ? last.atMs - first.atMs : 0;
  return {
    statements: recent.length / ticks,
    durationMs: recent.reduce((sum, {durationMs}) => sum + durationMs, 0) / ticks,
    bytes: first && last && measuredMs > 0 ? ((last.bytes - first.bytes) * intervalMs) / measuredMs : null,
  };
}
