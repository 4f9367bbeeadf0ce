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
    const [first] = await sendExtended(client, readSql('explain/session.sql'), []);
    const facts = sessionRow.parse(first);
    return await work({
      pid: facts.pid,
      serverVersion: facts.server_version.split(' ')[0] ?? '',
      serverVersionNum: facts.server_version_num,
      async send(text, params = []) {
        // The driver would open another one, which knows nothing of the transaction.
        if (hasEnded)
          throw new ExplainError('link', 'The session of the statement has ended.', {code: '57P01'});
        return sendExtended(client, text, params);
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
