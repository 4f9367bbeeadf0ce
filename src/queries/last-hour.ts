import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** One row; `submission_counts` are twelve, of five minutes each, the oldest first. */
export const lastHour = defineQuery({
  name: 'last-hour',
  title: 'What went through the pipeline within the last hour?',
  needs: ['pipeline'],
  params: noParams,
  row: z.strictObject({
    submission_count: z.number(),
    /** There were more events than are counted. */
    is_more: z.boolean(),
    submission_counts: z.array(z.number()),
    succeeded_count: z.int(),
    failed_count: z.int(),
    slowest_ms: z.number().nullable(),
    slowest_view: z.string().nullable(),
  }),
});

export type LastHourRow = RowOf<typeof lastHour>;
