import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** One row a view; `blocked_by` is empty unless a refresh waits. */
export const healthViews = defineQuery({
  name: 'health-views',
  title: 'What is the state of every materialized view?',
  params: noParams,
  row: z.strictObject({
    schema_name: z.string(),
    view_name: z.string(),
    is_pipeline: z.boolean(),
    populated: z.boolean(),
    has_usable_index: z.boolean(),
    key_columns: z.array(z.string()),
    live_rows: z.number(),
    dead_rows: z.number(),
    changed_rows: z.number(),
    size_bytes: z.number(),
    last_vacuum_at: z.date().nullable(),
    refreshing_pid: z.int().nullable(),
    refreshing_since: z.date().nullable(),
    blocks_readers: z.boolean(),
    is_waiting: z.boolean(),
    waiting_since: z.date().nullable(),
    blocked_by: z.array(
      z.strictObject({pid: z.int(), user: z.string(), application: z.string(), state: z.string()}),
    ),
  }),
});

export type HealthViewsRow = RowOf<typeof healthViews>;
