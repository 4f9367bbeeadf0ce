import type {CronFactsRow} from '../../../src/queries/cron-facts.ts';
import type {ListCronJobsRow} from '../../../src/queries/list-cron-jobs.ts';
import type {ListCronRunsRow} from '../../../src/queries/list-cron-runs.ts';

/** The server's clock in all rows. */
export const serverNow = new Date('2026-11-16T09:42:00Z');

/** So many good runs and then so many failed ones, newest first, as far apart as the schedule wants them. */
function lastRuns(
  goodCount: number,
  failedCount: number,
  newest = '2026-11-16T09:40:00Z',
  strideMinutes = 10,
): ListCronJobsRow['last_runs'] {
  return Array.from({length: goodCount + failedCount}, (_, index) => {
    const startMs = Date.parse(newest) - index * strideMinutes * 60_000;
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
  last_runs: lastRuns(13, 7, '2026-11-16T09:30:00Z', 30),
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
  last_runs: lastRuns(20, 0, '2026-11-16T00:00:00Z', 240),
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

export const runningJob = jobRow(4, 'vacuum-submissions', {
  command: 'VACUUM submissions',
  status: 'running',
  ended_at: null,
  duration_ms: null,
  has_backend: true,
  backend_started_at: new Date('2026-11-16T09:40:00Z'),
  backend_state: 'active',
  backend_application: 'pg_cron',
  last_runs: [
    [41_208, 'running', Date.parse('2026-11-16T09:40:00Z'), null],
    ...lastRuns(19, 0, '2026-11-16T09:30:00Z'),
  ],
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

/** A server and a scheduler that are well, and hide nothing. */
export function factsRow(rest: Partial<CronFactsRow> = {}): CronFactsRow {
  return {
    server_version: '18.4',
    server_version_num: 180_004,
    database: 'lanes',
    username: 'ada',
    in_recovery: false,
    server_started_at: new Date('2026-11-01T00:00:00Z'),
    cron_schema: 'cron',
    pg_cron_version: '1.6',
    may_see_jobs: true,
    may_see_runs: true,
    hides_jobs: false,
    hides_runs: false,
    may_see_activity: true,
    may_see_settings: true,
    settings: [['cron.database_name', 'lanes']],
    scheduler_pid: 11,
    scheduler_started_at: new Date('2026-11-13T09:42:00Z'),
    scheduler_wait_event_type: null,
    scheduler_wait_event: null,
    scheduler_blocked_by: [],
    history_rows: 100,
    history_bytes: 8192,
    has_job_index: false,
    owns_history: false,
    last_run_id: 41_207,
    last_job_id: 9,
    server_now: new Date(),
    ...rest,
  };
}

export const edgesRow = {highest_run_id: 41_207, oldest_at: new Date('2026-11-10T00:00:00Z')};
