import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** One row a pipeline view. */
export const healthViewLog = defineQuery({
  name: 'health-view-log',
  title: 'How old is what the views show, and how do their refreshes end?',
  needs: ['pipeline'],
  params: noParams,
  row: z.strictObject({
    view_name: z.string(),
    data_from: z.date().nullable(),
    oldest_unseen_event_at: z.date().nullable(),
    newest_event_at: z.date().nullable(),
    failure_streak: z.int(),
    failing_since: z.date().nullable(),
    last_error: z.string().nullable(),
    failure_count: z.int(),
    last_duration_ms: z.number().nullable(),
    p95_duration_ms: z.number().nullable(),
    running_since: z.date().nullable(),
  }),
});

export type HealthViewLogRow = RowOf<typeof healthViewLog>;
