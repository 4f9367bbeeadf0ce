import process from 'node:process';
import type {Connection} from '../config/connection.ts';
import type {PipelineLog, PipelineLogEntry} from '../pipeline/pipeline-log.ts';
import {startWorker} from '../pipeline/worker.ts';
import {version} from '../version.ts';

export interface RunWorkerOptions {
  readonly connection: Connection;
  readonly schema: string;
  /** Default: lines on standard error. */
  readonly log?: PipelineLog;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs the refresh worker until it is asked to end. The first signal lets the work at hand finish; a second one
 * cancels it. Gives the exit code.
 */
export async function runWorker({connection, schema, log = writeLine}: RunWorkerOptions): Promise<number> {
  const worker = startWorker(connection, {schema, version, log});
  log({level: 'info', text: `worker ${version} keeps the views of schema ${schema} fresh`});
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
  log({level: 'info', text: 'worker stopped'});
  return 0;
}

/** How long the work at hand may take after the first signal. */
const drainMs = 60_000;

function writeLine({level, text}: PipelineLogEntry): void {
  process.stderr.write(`${new Date().toISOString()} ${level} ${text}\n`);
}
