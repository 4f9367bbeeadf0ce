import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** One row. Settings are those whose names begin with `cron.`; none where the role may not see them. */
export const cronFacts = defineQuery({
  name: 'cron-facts',
  title: 'What runs the cron jobs, and is it well?',
  needs: ['cron'],
  params: noParams,
  row: z.strictObject({
    server_version: z.string(),
    server_version_num: z.int(),
    database: z.string(),
    username: z.string(),
    in_recovery: z.boolean(),
    server_started_at: z.date(),
    cron_schema: z.string().nullable(),
    pg_cron_version: z.string().nullable(),
    may_see_jobs: z.boolean(),
    may_see_runs: z.boolean(),
    hides_jobs: z.boolean(),
    hides_runs: z.boolean(),
    may_see_activity: z.boolean(),
    may_see_settings: z.boolean(),
    settings: z.array(z.tuple([z.string(), z.string().nullable()])),
    scheduler_pid: z.int().nullable(),
    scheduler_started_at: z.date().nullable(),
    scheduler_wait_event_type: z.string().nullable(),
    scheduler_wait_event: z.string().nullable(),
    scheduler_blocked_by: z.array(z.int()),
    history_rows: z.number(),
    history_bytes: z.number(),
    has_job_index: z.boolean(),
    owns_history: z.boolean(),
    last_run_id: z.number().nullable(),
    last_job_id: z.number().nullable(),
    server_now: z.date(),
  }),
});

export type CronFactsRow = RowOf<typeof cronFacts>;
