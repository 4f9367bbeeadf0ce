import * as z from 'zod';
import {defineQuery, type RowOf} from './define-query.ts';

/** No row where there is no such view; the definition is null while somebody blocks readers of what it reads. */
export const viewDefinition = defineQuery({
  name: 'view-definition',
  title: 'How is one materialized view defined?',
  params: z.strictObject({schema_name: z.string(), view_name: z.string()}),
  row: z.strictObject({definition: z.string().nullable(), unique_indexes: z.array(z.string())}),
});

export type ViewDefinitionRow = RowOf<typeof viewDefinition>;
