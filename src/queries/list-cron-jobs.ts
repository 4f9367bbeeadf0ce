import * as z from 'zod';
import {defineQuery, type RowOf} from './define-query.ts';
import {runTuple} from './run-tuple.ts';

/**
 * One row a job; `last_runs` holds at most 20, newest first. Only the newest `window` runs of all jobs are looked at,
 * so a job that runs seldom may have none. Without a `database`, the jobs of all of them.
 */
export const listCronJobs = defineQuery({
  name: 'list-cron-jobs',
  title: 'Which jobs are there, and how did their last runs end?',
  needs: ['cron'],
  params: z.strictObject({
    window: z.int().positive().default(20_000),
    database: z.string().nullable().default(null),
  }),
  row: z.strictObject({
    job_id: z.number(),
    job_name: z.string(),
    schedule: z.string(),
    command: z.string(),
    database: z.string(),
    username: z.string(),
    node_name: z.string(),
    active: z.boolean(),
    role_missing: z.boolean(),
    role_may_log_in: z.boolean(),
    database_missing: z.boolean(),
    run_id: z.number().nullable(),
    status: z.string().nullable(),
    return_message: z.string().nullable(),
    started_at: z.date().nullable(),
    ended_at: z.date().nullable(),
    duration_ms: z.number().nullable(),
    begun_by: z.date().nullable(),
    has_backend: z.boolean(),
    backend_started_at: z.date().nullable(),
    backend_state: z.string().nullable(),
    backend_application: z.string().nullable(),
    last_succeeded_at: z.date().nullable(),
    failing_since: z.date().nullable(),
    failure_streak: z.int(),
    p95_ms: z.number().nullable(),
    median_ms: z.number().nullable(),
    last_runs: z.array(runTuple),
    server_now: z.date(),
  }),
});

export type ListCronJobsRow = RowOf<typeof listCronJobs>;
