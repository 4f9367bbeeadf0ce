import type {Connection} from '../config/connection.ts';
import {endClient, openClient} from '../db/client.ts';
import {createTakeLead} from './lead.ts';
import {lookAtOutbox} from './outbox.ts';
import type {PipelineLog} from './pipeline-log.ts';
import {runRefreshCycle} from './refresh-cycle.ts';

/** How one look at the outbox ended. `left` has been logged: something could not be refreshed, or was not to be. */
export type OnceOutcome = 'nothing waits' | 'refreshed' | 'another worker leads' | 'left undone';

/** Does at once what waits in the outbox, without listening or waiting for more; for timers, and for people. */
export async function workOnce(
  connection: Connection,
  {schema, log, signal}: {schema: string; log: PipelineLog; signal: AbortSignal},
): Promise<OnceOutcome> {
  const client = openClient(connection, {applicationName: 'lanewatch worker', max: 1, schema});
  try {
    if (!(await createTakeLead(`worker ${schema}`, log)(client))) return 'another worker leads';
    const seen = await lookAtOutbox(client);
    if (seen.newestId === 0) return 'nothing waits';
    const result = await runRefreshCycle(client, {cause: 'event', seen, drain: signal, cancel: signal});
    for (const {viewName, durationMs} of result.refreshed) {
      log({level: 'info', text: `refreshed ${viewName}`, facts: {view: viewName, durationMs}});
    }
    for (const [viewName, {message, sqlstate}] of result.setbacks) {
      const text = `${viewName}: ${message ?? 'another session was refreshing it'}`;
      log({level: 'error', text, facts: {view: viewName, sqlstate}});
    }
    return result.isComplete ? 'refreshed' : 'left undone';
  } finally {
    await endClient(client, 1_000);
  }
}
