import * as z from 'zod';
import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';

const outcomeShape = z.object({
  slices: z.array(
    z.object({
      challengeId: z.string(),
      /** Of a slice that was computed. */
      durationMs: z.number().optional(),
      changedRows: z.int().optional(),
      /** Of a slice that was set aside. */
      error: z.string().optional(),
      sqlstate: z.string().optional(),
    }),
  ),
  more: z.boolean(),
});

/** What one call computed, and whether more slices wait. */
export type SlicesOutcome = z.output<typeof outcomeShape>;

/** What a look at the slices found. */
export interface SlicesLook {
  /** How many wait, as far as was asked. */
  readonly waitingCount: number;
  /** How soon a slice that failed is to be tried again; null where none has failed. */
  readonly retryInMs: number | null;
}

/** Whether this schema has live twins. */
export async function hasTwins(client: Client): Promise<boolean> {
  const [row] = await client.unsafe<{is_installed: boolean}[]>(readSql('actions/find-twins.sql'));
  return row?.is_installed === true;
}

/** Counts no more than `most` that wait. */
export async function lookAtSlices(client: Client, most: number): Promise<SlicesLook> {
  const [row] = await client.unsafe<{waiting_count: number; retry_in_ms: number | null}[]>(
    readSql('actions/look-at-slices.sql'),
    [most],
    {prepare: true},
  );
  if (!row) throw new Error('the state of the twins gave no answer');
  return {waitingCount: row.waiting_count, retryInMs: row.retry_in_ms};
}

/** Computes at most so many of the slices that wait, each in a transaction of its own; `cancel` ends the one at hand. */
export async function refreshSlices(
  client: Client,
  most: number,
  cancel?: AbortSignal,
): Promise<SlicesOutcome> {
  const query = client.unsafe<{outcome: unknown}[]>(readSql('actions/refresh-slices.sql'), [most]);
  const onCancel = () => query.cancel();
  cancel?.addEventListener('abort', onCancel, {once: true});
  try {
    const [row] = await query;
    return outcomeShape.parse(row?.outcome);
  } finally {
    cancel?.removeEventListener('abort', onCancel);
  }
}
