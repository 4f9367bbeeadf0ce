import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** A slice is computed in all twins at once: what is told of slices is the same in every row. */
export const listTwins = defineQuery({
  name: 'list-twins',
  title: 'How many rows has each live twin, and which slice was computed last?',
  needs: ['pipeline'],
  params: noParams,
  row: z.strictObject({
    view_name: z.string(),
    twin_name: z.string(),
    live_rows: z.number(),
    computed_count: z.int(),
    slice_count: z.int(),
    latest_at: z.date().nullable(),
    latest_ms: z.number().nullable(),
  }),
});

export type ListTwinsRow = RowOf<typeof listTwins>;
