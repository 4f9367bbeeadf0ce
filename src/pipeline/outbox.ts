import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';
import type {PipelineView} from './view-order.ts';

/** The outbox at one moment, by the server's clock. */
export interface OutboxLook {
  readonly nowMs: number;
  /** Of the rows that wait; 0 where none does. */
  readonly newestId: number;
  /** Names the rows that a refresh begun after the look will cover. */
  readonly snapshot: string;
  /** Whether rows wait that an earlier look, where one was given, had not seen. */
  readonly hasNews: boolean;
}

/** `dealtWith` is an earlier look whose rows are still there, and no news. */
export async function lookAtOutbox(client: Client, dealtWith: OutboxLook | null = null): Promise<OutboxLook> {
  const [row] = await client.unsafe<
    {now_ms: number; newest_id: number; snapshot: string; has_news: boolean}[]
  >(readSql('actions/look-at-outbox.sql'), [dealtWith?.snapshot ?? null, dealtWith?.newestId ?? 0], {
    prepare: true,
  });
  if (!row) throw new Error('the outbox gave no answer');
  return {nowMs: row.now_ms, newestId: row.newest_id, snapshot: row.snapshot, hasNews: row.has_news};
}

/** Rows that are marked in one transaction. */
const takenAtOnce = 10_000;

export async function takeOutbox(client: Client, snapshot: string): Promise<void> {
  let lastId = 0;
  let takenCount = takenAtOnce;
  while (takenCount === takenAtOnce) {
    const [row] = await client.unsafe<{taken_count: number; last_id: number}[]>(
      readSql('actions/take-outbox.sql'),
      [snapshot, lastId, takenAtOnce],
      {prepare: true},
    );
    takenCount = row?.taken_count ?? 0;
    lastId = row?.last_id ?? 0;
  }
}

/** To be asked before each look by whoever follows whole views: the rows are then left for it to take. */
export async function followViews(client: Client): Promise<void> {
  await client.unsafe(readSql('actions/follow-views.sql'));
}

export async function readPipelineViews(client: Client): Promise<PipelineView[]> {
  const rows = await client.unsafe<{view_name: string; reads: string[]; fresh_from_ms: number | null}[]>(
    readSql('actions/read-pipeline-views.sql'),
    [],
    {prepare: true},
  );
  return rows.map(row => ({viewName: row.view_name, reads: row.reads, freshFromMs: row.fresh_from_ms}));
}
