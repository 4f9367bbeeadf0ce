import * as z from 'zod';
import {defineQuery, type RowOf} from './define-query.ts';

/** Newest first. */
export const listRefreshes = defineQuery({
  name: 'list-refreshes',
  title: 'What did the latest refreshes do?',
  needs: ['pipeline'],
  params: z.strictObject({view_name: z.string().nullable(), limit: z.int().positive()}),
  row: z.strictObject({
    refresh_id: z.number(),
    view_name: z.string(),
    cause: z.string(),
    status: z.string(),
    started_at: z.date(),
    finished_at: z.date().nullable(),
    duration_ms: z.number().nullable(),
    row_count: z.number().nullable(),
    error: z.string().nullable(),
    sqlstate: z.string().nullable(),
  }),
});

export type ListRefreshesRow = RowOf<typeof listRefreshes>;
