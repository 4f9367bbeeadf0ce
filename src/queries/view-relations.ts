import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

const relation = z.strictObject({
  schema: z.string(),
  name: z.string(),
  /** As in pg_class: `r` table, `p` partitioned table, `v` view, `m` materialized view, `f` foreign table. */
  kind: z.string(),
});

export type ViewRelation = z.output<typeof relation>;

/** One row a materialized view; `reads` reaches through plain views, `read_by` does not. */
export const viewRelations = defineQuery({
  name: 'view-relations',
  title: 'What does every materialized view read, and what reads it?',
  params: noParams,
  row: z.strictObject({
    schema_name: z.string(),
    view_name: z.string(),
    owner: z.string(),
    may_refresh: z.boolean(),
    reads: z.array(relation),
    read_by: z.array(relation),
    server_now: z.date(),
  }),
});

export type ViewRelationsRow = RowOf<typeof viewRelations>;
