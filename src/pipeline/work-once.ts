import type {Connection} from '../config/connection.ts';
import {type Client, endClient, openClient} from '../db/client.ts';
import {findPipeline} from './find-pipeline.ts';
import {createTakeLead} from './lead.ts';
import {followViews, lookAtOutbox} from './outbox.ts';
import type {PipelineLog} from './pipeline-log.ts';
import {type CycleResult, runRefreshCycle} from './refresh-cycle.ts';
import {runSliceCycle} from './slice-cycle.ts';
import {hasTwins, lookAtSlices} from './slices.ts';
import type {FollowedByWorker} from './worker.ts';

/** How one look at the outbox ended. `left` has been logged: something could not be refreshed, or was not to be. */
export type OnceOutcome = 'nothing waits' | 'refreshed' | 'another worker leads' | 'left undone';

export interface WorkOnceOptions {
  readonly schema: string;
  readonly follow?: FollowedByWorker;
  readonly log: PipelineLog;
  readonly signal: AbortSignal;
}

/** Does at once what waits in the outbox, without listening or waiting for more; for timers, and for people. */
export async function workOnce(
  connection: Connection,
  {schema, follow, log, signal}: WorkOnceOptions,
): Promise<OnceOutcome> {
  const client = openClient(connection, {applicationName: 'lanewatch worker', max: 1, schema});
  try {
    await findPipeline(client, schema, 'There is nothing to refresh');
    let result: CycleResult | null;
    if (follow === 'slices' && (await hasTwins(client))) {
      result = await computeSlices(client, signal);
    } else {
      if (!(await createTakeLead(`worker ${schema}`, log)(client))) return 'another worker leads';
      result = await refreshViews(client, signal);
    }
    if (result === null) return 'nothing waits';
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

async function refreshViews(client: Client, signal: AbortSignal): Promise<CycleResult | null> {
  await followViews(client);
  const seen = await lookAtOutbox(client);
  if (seen.newestId === 0) return null;
  return runRefreshCycle(client, {cause: 'event', seen, drain: signal, cancel: signal});
}

/** Slices that were set aside and are not due yet are left undone. */
async function computeSlices(client: Client, signal: AbortSignal): Promise<CycleResult | null> {
  const {waitingCount, retryInMs} = await lookAtSlices(client, 1);
  if (waitingCount === 0 && retryInMs === null) return null;
  const result = await runSliceCycle(client, {drain: signal, cancel: signal});
  const {retryInMs: left} = await lookAtSlices(client, 1);
  return {...result, isComplete: result.isComplete && left === null};
}
