import type {ListCronJobsRow} from '../../../src/queries/list-cron-jobs.ts';
import type {ListCronRunsRow} from '../../../src/queries/list-cron-runs.ts';

/** The server's clock in all rows. */
export const serverNow = new Date('2026-11-16T09:42:00Z');

/** Runs ten minutes apart, the last two minutes ago, newest first: so many good ones, then so many failed ones. */
function lastRuns(goodCount: number, failedCount: number): ListCronJobsRow['last_runs'] {
  return Array.from({length: goodCount + failedCount}, (_, index) => {
    const startMs = Date.parse('2026-11-16T09:40:00Z') - index * 600_000;
    return [41_207 - index, index < failedCount ? 'failed' : 'succeeded', startMs, startMs + 3900];
  });
}

/** A job that ran two minutes ago, as it should. */
export function jobRow(
  job_id: number,
  job_name: string,
  rest: Partial<ListCronJobsRow> = {},
): ListCronJobsRow {
  return {
    job_id,
    job_name,
    schedule: '*/10 * * * *',
    command: "CALL analytics_refresh('mv_lane_score_distribution')",
    database: 'lanes',
    username: 'lanes_owner',
    node_name: 'localhost',
    active: true,
    role_missing: false,
    role_may_log_in: true,
    database_missing: false,
    run_id: 41_207,
    status: 'succeeded',
    return_message: 'CALL',
    started_at: new Date('2026-11-16T09:40:00Z'),
    ended_at: new Date('2026-11-16T09:40:04Z'),
    duration_ms: 3900,
    begun_by: new Date('2026-11-16T09:40:00Z'),
    has_backend: false,
    backend_started_at: null,
    backend_state: null,
    backend_application: null,
    last_succeeded_at: new Date('2026-11-16T09:40:04Z'),
    failing_since: null,
    failure_streak: 0,
    p95_ms: 4400,
    median_ms: 3800,
    last_runs: lastRuns(20, 0),
    server_now: serverNow,
    ...rest,
  };
}

export const failingJob = jobRow(7, 'refresh-weakness-patterns', {
  schedule: '*/30 * * * *',
  command: "CALL analytics_refresh('mv_weakness_patterns')",
  status: 'failed',
  return_message: 'ERROR: permission denied for table submissions',
  started_at: new Date('2026-11-16T09:30:00Z'),
  failing_since: new Date('2026-11-16T06:30:00Z'),
  last_succeeded_at: new Date('2026-11-14T06:00:00Z'),
  failure_streak: 7,
  last_runs: lastRuns(13, 7),
});

export const pausedJob = jobRow(3, 'purge-cron-history', {
  active: false,
  schedule: '15 3 * * *',
  command: 'DELETE FROM cron.job_run_details',
});

export const missedJob = jobRow(5, 'refresh-time-to-first-win', {
  schedule: '0 */4 * * *',
  command: "CALL analytics_refresh('mv_time_to_first_win')",
  started_at: new Date('2026-11-16T00:00:00Z'),
});

export const neverRanJob = jobRow(9, 'refresh-agent-progress', {
  schedule: '0 * * * *',
  run_id: null,
  status: null,
  return_message: null,
  started_at: null,
  ended_at: null,
  duration_ms: null,
  last_succeeded_at: null,
  p95_ms: null,
  median_ms: null,
  last_runs: [],
});

export function runRow(run_id: number, rest: Partial<ListCronRunsRow> = {}): ListCronRunsRow {
  return {
    run_id,
    status: 'succeeded',
    return_message: 'CALL',
    started_at: new Date('2026-11-16T09:30:00Z'),
    ended_at: new Date('2026-11-16T09:30:01Z'),
    duration_ms: 200,
    ...rest,
  };
}
