import {setTimeout as delay} from 'node:timers/promises';
import type {Connection} from '../../config/connection.ts';
import {endClient, openClient} from '../client.ts';
import {readSql} from '../sql-files.ts';

const cancelAgainMs = 250;

/** Runs `work`; when the signal fires meanwhile, the server's process is told to stop from a second session. */
export async function cancelOnAbort<Result>(
  connection: Connection,
  pid: number,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  let ended = false;
  const cancel = async () => {
    const client = openClient(connection, {applicationName: 'lanewatch cancel'});
    try {
      // A request between two statements does nothing, so it is repeated until the work has ended.
      while (!ended) {
        await client.unsafe(readSql('explain/cancel.sql'), [pid], {prepare: true});
        await delay(cancelAgainMs);
      }
    } catch {
      // The time limit ends the statement where the cancelling session cannot.
    } finally {
      await endClient(client, 0);
    }
  };
  const onAbort = () => void cancel();
  signal?.addEventListener('abort', onAbort, {once: true});
  try {
    return await work();
  } finally {
    ended = true;
    signal?.removeEventListener('abort', onAbort);
  }
}
