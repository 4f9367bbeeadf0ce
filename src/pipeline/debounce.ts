/** When to act on a stream of events: after it has been quiet for a while, but never later than a limit. */
export interface DebounceRules {
  readonly quietMs: number;
  readonly longestMs: number;
}

export const refreshDebounce: DebounceRules = {quietMs: 5_000, longestMs: 30_000};

/** Events that wait: when the first and the latest of them were seen, in ms of one clock. */
export interface Waiting {
  readonly firstMs: number;
  readonly latestMs: number;
}

/** One more event. The first one is kept, so that a steady stream cannot put the action off for ever. */
export function noteEvent(waiting: Waiting | null, nowMs: number): Waiting {
  return {firstMs: waiting?.firstMs ?? nowMs, latestMs: nowMs};
}

/** The moment to act. */
export function dueMs(waiting: Waiting, rules: DebounceRules): number {
  return Math.min(waiting.latestMs + rules.quietMs, waiting.firstMs + rules.longestMs);
}
