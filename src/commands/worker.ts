import process from 'node:process';
import type {AlertSettings} from '../config/alert-settings.ts';
import type {Connection} from '../config/connection.ts';
import {known} from '../health/known.ts';
import type {Thresholds} from '../health/thresholds.ts';
import {startAlerts} from '../pipeline/alerts/start-alerts.ts';
import type {PipelineLog} from '../pipeline/pipeline-log.ts';
import {workOnce} from '../pipeline/work-once.ts';
import {type FollowedByWorker, startWorker} from '../pipeline/worker.ts';
import {describeListener} from '../queries/collect-listener.ts';
import {openDatabase} from '../queries/database.ts';
import {explainAbsence, requirePipeline} from '../queries/pipeline-absence.ts';
import {version} from '../version.ts';
import {cancelOnSignals} from './cancel-on-signals.ts';

export interface RunWorkerOptions {
  readonly connection: Connection;
  readonly schema: string;
  /** What events bring up to date. */
  readonly follow: FollowedByWorker;
  readonly log: PipelineLog;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs the refresh worker until it is asked to end. The first signal lets the work at hand finish; a second one
 * cancels it. Gives the exit code.
 */
export async function runWorker({
  connection,
  schema,
  follow,
  sliceSessions,
  alertSettings,
  thresholds,
  standby,
  log,
}: RunWorkerOptions & {
  sliceSessions: number;
  /** Null tells nobody. */
  alertSettings: AlertSettings | null;
  /** Other limits of the rules than their own. */
  thresholds?: Partial<Thresholds> | undefined;
  /** The standby that metrics are read from: alerts tell of it. */
  standby?: Connection | undefined;
}): Promise<number> {
  await refuseWrongSchema(connection, schema);
  const limits = thresholds === undefined ? {} : {thresholds};
  const listener = () => known(describeListener(worker.ears.state(), worker.ears.channels));
  // Before the worker, so that settings that cannot be followed start nothing.
  const alerts =
    alertSettings &&
    startAlerts(connection, {schema, version, settings: alertSettings, standby, log, listener, ...limits});
  const worker = startWorker(connection, {schema, version, follow, sliceSessions, log});
  log({
    level: 'info',
    text: `worker ${version} keeps the views of schema ${schema} fresh`,
    facts: {version, schema},
  });
  await new Promise<void>((done, fail) => {
    let count = 0;
    const onSignal = (signal: NodeJS.Signals) => {
      count += 1;
      if (count > 1) return void worker.stop(0).catch(fail);
      log({level: 'info', text: `${signal}: finishing the work at hand; a second signal cancels it`});
      worker
        .stop(drainMs)
        .then(done, fail)
        .finally(() => {
          for (const name of signals) process.off(name, onSignal);
        });
    };
    for (const name of signals) process.on(name, onSignal);
  });
  await alerts?.stop();
  log({level: 'info', text: 'worker stopped'});
  return 0;
}

/**
 * A pipeline that is not installed yet, or a server that is away, is waited for; a schema that is not there or not the
 * pipeline's own needs somebody. Throws a `UserError` for it.
 */
async function refuseWrongSchema(connection: Connection, schema: string): Promise<void> {
  const database = openDatabase(connection, {schema, readOnly: true, statementTimeoutMs: 5_000});
  try {
    const facts = await database.facts().catch(() => null);
    if (facts && explainAbsence(facts, schema)?.isAstray)
      requirePipeline(facts, schema, 'There is nothing to keep fresh');
  } finally {
    await database.close();
  }
}

/** How long the work at hand may take after the first signal. */
const drainMs = 60_000;

/** Does once what waits. A signal cancels it. Exit code 1 where something was left undone. */
export async function runWorkerOnce({connection, schema, follow, log}: RunWorkerOptions): Promise<number> {
  const {signal, release} = cancelOnSignals();
  try {
    const outcome = await workOnce(connection, {schema, follow, log, signal});
    log({level: 'info', text: `once: ${outcome}`, facts: {outcome}});
    return outcome === 'left undone' ? 1 : 0;
  } finally {
    release();
  }
}
