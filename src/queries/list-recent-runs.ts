import * as z from 'zod';
import {defineQuery} from './define-query.ts';

/** Newest first. A run that never began has no `started_at`. */
export const listRecentRuns = defineQuery({
  name: 'list-recent-runs',
  title: 'How did the last runs of all jobs end?',
  needs: ['cron'],
  params: z.strictObject({database: z.string().nullable(), limit: z.int().positive()}),
  row: z.strictObject({
    run_id: z.number(),
    job_id: z.number(),
    job_name: z.string(),
    database: z.string().nullable(),
    username: z.string().nullable(),
    status: z.string().nullable(),
    return_message: z.string().nullable(),
    started_at: z.date().nullable(),
    ended_at: z.date().nullable(),
    duration_ms: z.number().nullable(),
  }),
});
