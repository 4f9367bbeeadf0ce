import type {Connection} from '../config/connection.ts';
import type {MonitorOptions} from '../config/monitor-options.ts';
import {openDatabase} from '../db/database.ts';

/**
 * Opens the monitor and returns the exit code when it is left. The first questions are on their way to the server
 * before the user interface is even loaded: the two take their time side by side.
 */
export async function openMonitor(connection: Connection, options: MonitorOptions): Promise<number> {
  const database = openDatabase(connection, {
    schema: options.schema,
    readOnly: options.readOnly,
    statementTimeoutMs: options.statementTimeoutMs,
  });
  const firstContact = database.facts();
  firstContact.catch(() => {});
  try {
    const {runMonitor} = await import('../app/run-monitor.tsx');
    // A wrong password or a refused connection is told on the command line; later losses are shown in the monitor.
    await firstContact;
    return await runMonitor(database, options);
  } finally {
    await database.close();
  }
}
