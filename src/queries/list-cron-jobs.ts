import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** One row a job; `last_statuses` holds at most 20, oldest first. */
export const listCronJobs = defineQuery({
  name: 'list-cron-jobs',
  title: 'Which jobs are there, and how did their last runs end?',
  needs: ['cron'],
  params: noParams,
  row: z.strictObject({
    job_id: z.number(),
    job_name: z.string(),
    schedule: z.string(),
    command: z.string(),
    database: z.string(),
    username: z.string(),
    active: z.boolean(),
    run_id: z.number().nullable(),
    status: z.string().nullable(),
    return_message: z.string().nullable(),
    started_at: z.date().nullable(),
    ended_at: z.date().nullable(),
    duration_ms: z.number().nullable(),
    last_succeeded_at: z.date().nullable(),
    failing_since: z.date().nullable(),
    failure_streak: z.int(),
    p95_ms: z.number().nullable(),
    last_statuses: z.array(z.string()),
    server_now: z.date(),
  }),
});

export type ListCronJobsRow = RowOf<typeof listCronJobs>;
