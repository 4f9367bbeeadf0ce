import type {Connection} from '../config/connection.ts';
import {type Client, endClient, openClient} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';
import {describeFailure, describeResult} from './run-message.ts';

/** A row of lanewatch_cron.job. */
export interface ScheduledJob {
  readonly jobId: number;
  readonly jobName: string | null;
  readonly schedule: string;
  readonly command: string;
  readonly database: string;
  readonly username: string;
  readonly isActive: boolean;
}

export interface RunOutcome {
  readonly status: 'succeeded' | 'failed';
  readonly message: string;
}

export interface JobRun {
  /** Never rejects: a failure is an outcome. */
  readonly outcome: Promise<RunOutcome>;
  /** Asks the server to stop the command; the outcome is then `job canceled`, pg_cron's word. */
  cancel(): void;
}

/**
 * Runs a job's command in a session of its own, in its own database and as its own role where the scheduler's role
 * may become that one. `onBegin` gets the session's process number before the command is sent. Commands travel as
 * simple statements, because pg_cron allows several in one job; SET ROLE therefore is a courtesy, not a wall: whoever
 * may write jobs has the rights of the scheduler's role.
 */
export function runJob(
  connection: Connection,
  job: ScheduledJob,
  onBegin: (backendPid: number) => Promise<void>,
): JobRun {
  let isCancelled = false;
  let cancelQuery = () => {};
  const run = async (client: Client): Promise<RunOutcome> => {
    try {
      const [session] = await client.unsafe<{backend_pid: number}[]>(readSql('actions/become-role.sql'), [
        job.username,
      ]);
      await onBegin(session?.backend_pid ?? 0);
      if (isCancelled) return {status: 'failed', message: 'job canceled'};
      const query = client.unsafe(job.command);
      cancelQuery = () => query.cancel();
      const answer: unknown = await query;
      return {status: 'succeeded', message: describeResult(lastResult(answer))};
    } catch (error) {
      return {status: 'failed', message: isCancelled ? 'job canceled' : describeFailure(error)};
    } finally {
      await endClient(client, 1_000).catch(() => {});
    }
  };
  return {
    outcome: run(openClient({...connection, database: job.database}, {applicationName: 'lanewatch cron'})),
    cancel() {
      isCancelled = true;
      cancelQuery();
    },
  };
}

/** Several statements give a list of answers, of which pg_cron too reports the last. */
function lastResult(answer: unknown): {command: string | undefined; count: number | null} {
  const result: unknown = Array.isArray(answer) && !('command' in answer) ? answer.at(-1) : answer;
  if (typeof result !== 'object' || result === null) return {command: undefined, count: null};
  const {command, count} = result as {command?: unknown; count?: unknown};
  return {
    command: typeof command === 'string' ? command : undefined,
    count: typeof count === 'number' ? count : null,
  };
}
