import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** Number, cause, status, start (ms since 1970), length in ms, rows, error, session. */
const run = z.tuple([
  z.number(),
  z.string(),
  z.string(),
  z.number(),
  z.number().nullable(),
  z.number().nullable(),
  z.string().nullable(),
  z.number(),
]);

/** One row a pipeline view, its runs newest first. */
export const listViewRuns = defineQuery({
  name: 'list-view-runs',
  title: 'How did the latest refreshes of each view end?',
  needs: ['pipeline'],
  params: noParams,
  row: z.strictObject({view_name: z.string(), runs: z.array(run)}),
});

export type ListViewRunsRow = RowOf<typeof listViewRuns>;
