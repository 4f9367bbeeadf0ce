import process from 'node:process';
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
  setColourDepth(options);
  try {
    const {runMonitor} = await import('../app/run-monitor.tsx');
    // A wrong password or a refused connection is told on the command line; later losses are shown in the monitor.
    await firstContact;
    return await runMonitor(database, options);
  } finally {
    await database.close();
  }
}

/**
 * The theme alone decides about colours, all of the terminal's own 16. Ink's colour library would otherwise drop bold
 * and inverse together with them under NO_COLOR, and the cursor with those.
 */
function setColourDepth({once}: MonitorOptions): void {
  const draws = process.stdout.isTTY && !once;
  process.env.FORCE_COLOR = draws ? '1' : '0';
  delete process.env.NO_COLOR;
}
