import type {Client} from '../db/client.ts';
import type {CycleResult} from './refresh-cycle.ts';
import {type Setback, setbackOf} from './setback.ts';
import {refreshSlices} from './slices.ts';

/** Slices of one list: the database puts those first that have waited for longest. */
const listLength = 100;

/** What one list came to. */
export interface SlicePass {
  readonly computedCount: number;
  /** By challenge, of those that were set aside. */
  readonly setbacks: ReadonlyMap<string, Setback>;
  /** Whether more wait, be they on the list of another session. */
  readonly more: boolean;
}

/** Computes the slices that wait by now and that no other session has at hand; `cancel` ends the one at hand. */
export async function runSlicePass(client: Client, cancel: AbortSignal): Promise<SlicePass> {
  const {slices, more} = await refreshSlices(client, listLength, cancel);
  const failed = slices.flatMap(({challengeId, error, sqlstate}) =>
    error === undefined ? [] : [[`challenge ${challengeId}`, toSetback(error, sqlstate)] as const],
  );
  return {computedCount: slices.length - failed.length, setbacks: new Map(failed), more};
}

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
  let computedCount = 0;
  let more = true;
  let hasDone = true;
  while (more && hasDone && !drain.aborted && !cancel.aborted) {
    const pass = await runSlicePass(client, cancel);
    for (const [name, setback] of pass.setbacks) setbacks.set(name, setback);
    computedCount += pass.computedCount;
    hasDone = pass.computedCount + pass.setbacks.size > 0;
    more = pass.more;
  }
  return describeSlices({computedCount, setbacks, more}, performance.now() - startedMs);
}

/** The slices as the result of a cycle, which tells of them together. */
export function describeSlices({computedCount, setbacks, more}: SlicePass, durationMs: number): CycleResult {
  const viewName = computedCount === 1 ? '1 slice' : `${computedCount} slices`;
  const refreshed = computedCount === 0 ? [] : [{viewName, durationMs}];
  return {refreshed, fresh: new Set(), setbacks, isComplete: !more && setbacks.size === 0};
}

function toSetback(message: string, sqlstate: string | undefined): Setback {
  return setbackOf(Object.assign(new Error(message), {code: sqlstate}));
}
