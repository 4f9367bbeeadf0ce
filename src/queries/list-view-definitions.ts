import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** A definition is null while somebody blocks readers of what it reads. */
export const listViewDefinitions = defineQuery({
  name: 'list-view-definitions',
  title: 'How are the views defined that are not lanewatch’s?',
  params: noParams,
  row: z.strictObject({
    schema_name: z.string(),
    view_name: z.string(),
    is_materialized: z.boolean(),
    definition: z.string().nullable(),
    reads_challenges: z.boolean(),
    truncates_in_session_zone: z.boolean(),
  }),
});

export type ListViewDefinitionsRow = RowOf<typeof listViewDefinitions>;
