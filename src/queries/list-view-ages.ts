import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** Data age is `server_now - data_from`. */
export const listViewAges = defineQuery({
  name: 'list-view-ages',
  title: 'How old is what each pipeline view shows?',
  needs: ['pipeline'],
  params: noParams,
  row: z.strictObject({
    view_name: z.string(),
    populated: z.boolean(),
    data_from: z.date().nullable(),
    duration_ms: z.number().nullable(),
    row_count: z.number().nullable(),
    refreshing_since: z.date().nullable(),
    server_now: z.date(),
  }),
});

export type ListViewAgesRow = RowOf<typeof listViewAges>;
