import type {ListCronJobsRow} from '../../../src/queries/list-cron-jobs.ts';
import type {ListCronRunsRow} from '../../../src/queries/list-cron-runs.ts';

/** The server's clock in all rows. */
export const serverNow = new Date('2026-11-16T09:42:00Z');

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
    active: true,
    run_id: 41_207,
    status: 'succeeded',
    return_message: 'CALL',
    started_at: new Date('2026-11-16T09:40:00Z'),
    ended_at: new Date('2026-11-16T09:40:04Z'),
    duration_ms: 3900,
    last_succeeded_at: new Date('2026-11-16T09:40:04Z'),
    failing_since: null,
    failure_streak: 0,
    p95_ms: 4400,
    last_statuses: Array.from({length: 20}, () => 'succeeded'),
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
  last_statuses: [...Array.from({length: 13}, () => 'succeeded'), ...Array.from({length: 7}, () => 'failed')],
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
  last_statuses: [],
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
