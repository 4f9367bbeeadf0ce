import type postgres from 'postgres';
import * as z from 'zod';
import type {Connection} from '../../config/connection.ts';
import {type Client, endClient, openClient} from '../client.ts';
import {readSql} from '../sql-files.ts';
import {ExplainError} from './explain-error.ts';

export interface ExplainSessionOptions {
  readonly schema: string;
  readonly statementTimeoutMs: number;
}

/** A session for one statement under EXPLAIN. */
export interface ExplainSession {
  readonly pid: number;
  readonly serverVersion: string;
  readonly serverVersionNum: number;
  /** Sends one statement; throws an `ExplainError` where the session has ended. */
  send(text: string, params?: readonly unknown[]): Promise<readonly unknown[]>;
}

const sessionRow = z.object({pid: z.int(), server_version: z.string(), server_version_num: z.int()});

/** Opens a session for `work` alone and closes it afterwards, so that no setting, lock or cursor outlives it. */
export async function withExplainSession<Result>(
  connection: Connection,
  {schema, statementTimeoutMs}: ExplainSessionOptions,
  work: (session: ExplainSession) => Promise<Result>,
): Promise<Result> {
  let hasEnded = false;
  // Read-only by default as well: a session that the driver opened anew would otherwise be free to write.
  const client = openClient(connection, {
    applicationName: 'lanewatch explain',
    schema,
    readOnly: true,
    statementTimeoutMs,
    onClose: () => {
      hasEnded = true;
    },
  });
  try {
    // Asked before the session is reserved: the driver never gives out one that is still being opened.
    const [first] = await sendExtended(client, readSql('explain/session.sql'), []);
    const facts = sessionRow.parse(first);
    const reserved = await client.reserve();
    return await work({
      pid: facts.pid,
      serverVersion: facts.server_version.split(' ')[0] ?? '',
      serverVersionNum: facts.server_version_num,
      async send(text, params = []) {
        // The driver would write to a link that is no longer there, where nothing catches the fault.
        if (hasEnded)
          throw new ExplainError('link', 'The session of the statement has ended.', {code: '57P01'});
        return sendExtended(reserved, text, params);
      },
    });
  } finally {
    await endClient(client, 0);
  }
}

/** `simple` is missing from the driver's types; without it a text without parameters could be several statements. */
function sendExtended(client: Client, text: string, params: readonly unknown[]): Promise<readonly unknown[]> {
  const options: postgres.UnsafeQueryOptions & {simple: false} = {prepare: true, simple: false};
  return client.unsafe(text, [...params] as never[], options);
}
