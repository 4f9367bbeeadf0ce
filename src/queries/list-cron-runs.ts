import * as z from 'zod';
import {defineQuery, type RowOf} from './define-query.ts';

/** Newest first. A run that never began has no `started_at`. */
export const listCronRuns = defineQuery({
  name: 'list-cron-runs',
  title: 'How did the last runs of one job end?',
  needs: ['cron'],
  params: z.strictObject({job_id: z.number(), limit: z.int().positive()}),
  row: z.strictObject({
    run_id: z.number(),
    status: z.string(),
    return_message: z.string().nullable(),
    started_at: z.date().nullable(),
    ended_at: z.date().nullable(),
    duration_ms: z.number().nullable(),
  }),
});

export type ListCronRunsRow = RowOf<typeof listCronRuns>;
