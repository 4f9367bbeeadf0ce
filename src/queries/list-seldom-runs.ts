import * as z from 'zod';
import {defineQuery, type RowOf} from './define-query.ts';
import {runTuple} from './run-tuple.ts';

/** At most this many jobs at once. */
export const seldomJobsAtMost = 500;

/** One row a job that has ever run; `last_runs` holds at most 20, newest first. Ask only where an index serves it. */
export const listSeldomRuns = defineQuery({
  name: 'list-seldom-runs',
  title: 'How did the last runs of jobs end that run seldom?',
  needs: ['cron'],
  params: z.strictObject({job_ids: z.array(z.number()).max(seldomJobsAtMost)}),
  row: z.strictObject({
    job_id: z.number(),
    return_message: z.string().nullable(),
    p95_ms: z.number().nullable(),
    median_ms: z.number().nullable(),
    last_runs: z.array(runTuple),
  }),
});

export type ListSeldomRunsRow = RowOf<typeof listSeldomRuns>;
