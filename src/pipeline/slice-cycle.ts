import type {Client} from '../db/client.ts';
import type {CycleResult} from './refresh-cycle.ts';
import {type Setback, setbackOf} from './setback.ts';
import {refreshSlices} from './slices.ts';

/** Slices between two looks at whether to go on. */
const batchSize = 50;

/**
 * Computes the slices that wait until none is left, another session has them, or it is told to stop. What could not be
 * computed is set aside in the database, which also says when to try again.
 */
export async function runSliceCycle(
  client: Client,
  {drain, cancel}: {readonly drain: AbortSignal; readonly cancel: AbortSignal},
): Promise<CycleResult> {
  const startedMs = performance.now();
  const setbacks = new Map<string, Setback>();
  let computed = 0;
  let hasMore = true;
  while (hasMore && !drain.aborted && !cancel.aborted) {
    const {slices, more} = await refreshSlices(client, batchSize, cancel);
    for (const {challengeId, error, sqlstate} of slices) {
      if (error === undefined) computed += 1;
      else setbacks.set(`challenge ${challengeId}`, toSetback(error, sqlstate));
    }
    hasMore = more && slices.length > 0;
    if (!hasMore && more) return ended(false);
  }
  return ended(!hasMore && setbacks.size === 0);

  function ended(isComplete: boolean): CycleResult {
    const viewName = computed === 1 ? '1 slice' : `${computed} slices`;
    const refreshed = computed === 0 ? [] : [{viewName, durationMs: performance.now() - startedMs}];
    return {refreshed, fresh: new Set(), setbacks, isComplete};
  }
}

function toSetback(message: string, sqlstate: string | undefined): Setback {
  return setbackOf(Object.assign(new Error(message), {code: sqlstate}));
}
