import type {Client} from './client.ts';
import type {StatementLog} from './statement-log.ts';

/**
 * How long an abandoned statement may still run. Postgres cancels by session, not by statement: a cancel sent at once
 * reaches the server after a quick statement has ended and hits the next one of that session.
 */
const patienceMs = 250;

/** Sends prepared statements over a client and writes each into the log, also those that fail. */
export function createSender(client: Client, log: StatementLog) {
  return async function sendStatement(
    name: string,
    text: string,
    params: readonly unknown[],
    signal?: AbortSignal,
  ): Promise<readonly unknown[]> {
    signal?.throwIfAborted();
    const at = new Date();
    const startedMs = performance.now();
    const pending = client.unsafe(text, [...params] as never[], {prepare: true});
    let patience: NodeJS.Timeout | undefined;
    const cancel = () => {
      patience = setTimeout(() => pending.cancel(), patienceMs);
    };
    signal?.addEventListener('abort', cancel, {once: true});
    try {
      const rows = await pending;
      log.add({
        at,
        name,
        sql: text,
        durationMs: performance.now() - startedMs,
        rowCount: rows.count ?? rows.length,
        error: null,
      });
      return rows;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      log.add({
        at,
        name,
        sql: text,
        durationMs: performance.now() - startedMs,
        rowCount: null,
        error: message,
      });
      throw error;
    } finally {
      clearTimeout(patience);
      signal?.removeEventListener('abort', cancel);
    }
  };
}
