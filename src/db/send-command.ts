import type {Client} from './client.ts';
import type {StatementLog} from './statement-log.ts';

/**
 * Sends what a person wrote as pg_cron would: by the simple protocol, so it may be several statements, and procedures
 * may commit. Only ever given text that was shown and confirmed.
 */
export function createCommandSender(client: Client, log: StatementLog) {
  return async function sendCommand(text: string): Promise<void> {
    const at = new Date();
    const startedMs = performance.now();
    let error: string | null = null;
    try {
      await client.unsafe(text).simple();
    } catch (thrown) {
      error = thrown instanceof Error ? thrown.message : String(thrown);
      throw thrown;
    } finally {
      const durationMs = performance.now() - startedMs;
      log.add({at, name: 'job-command', sql: text, durationMs, rowCount: null, error});
    }
  };
}
