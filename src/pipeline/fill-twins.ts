import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';
import {hasTwins, refreshSlices} from './slices.ts';

export interface TwinsFilled {
  readonly computedCount: number;
  /** Challenges that were set aside, with the reason of the latest. */
  readonly failedCount: number;
  readonly error: string | null;
  /** Whether none is left, neither set aside nor in the hands of another session. */
  readonly isComplete: boolean;
}

export interface FillHooks {
  readonly signal?: AbortSignal | undefined;
  onProgress?(doneCount: number, totalCount: number): void;
  /** Waits until the next challenge may be computed. Where it is there, they are computed one by one. */
  ready?(): Promise<void>;
}

/** Between two tellings of how far it is. */
const batchSize = 5;

/**
 * Computes every challenge that is not in the live twins yet, each in a transaction of its own. How far it is, is kept
 * in the database: it may be killed and run again, beside workers too. Null where there are no twins.
 */
export async function fillTwins(client: Client, hooks: FillHooks = {}): Promise<TwinsFilled | null> {
  if (!(await hasTwins(client))) return null;
  await client.unsafe(readSql('actions/list-slices.sql'));
  let computedCount = 0;
  let failedCount = 0;
  let error: string | null = null;
  let waitingCount = await countWaiting(client);
  let goesOn = waitingCount > 0;
  while (goesOn && !hooks.signal?.aborted) {
    const doneCount = computedCount + failedCount;
    hooks.onProgress?.(doneCount, doneCount + waitingCount);
    await hooks.ready?.();
    if (hooks.signal?.aborted) break;
    const {slices, more} = await refreshSlices(client, hooks.ready ? 1 : batchSize, hooks.signal);
    for (const slice of slices) {
      if (slice.error === undefined) computedCount += 1;
      else {
        failedCount += 1;
        error = `challenge ${slice.challengeId}: ${slice.error}`;
      }
    }
    goesOn = more && slices.length > 0;
    waitingCount = await countWaiting(client);
  }
  return {computedCount, failedCount, error, isComplete: waitingCount === 0 && failedCount === 0};
}

async function countWaiting(client: Client): Promise<number> {
  const [row] = await client.unsafe<{waiting_count: number}[]>(
    readSql('actions/count-waiting-slices.sql'),
    [],
    {prepare: true},
  );
  return row?.waiting_count ?? 0;
}
