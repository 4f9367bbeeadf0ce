import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** One row. */
export const healthDatabase = defineQuery({
  name: 'health-database',
  title: 'What of this database keeps analytics from being well?',
  params: noParams,
  row: z.strictObject({
    notify_queue_share: z.number(),
    transaction_pid: z.int().nullable(),
    transaction_user: z.string().nullable(),
    transaction_application: z.string().nullable(),
    transaction_state: z.string().nullable(),
    transaction_since: z.date().nullable(),
    aggregate_columns: z.array(z.strictObject({schema: z.string(), table: z.string(), column: z.string()})),
    missing_indexes: z.array(
      z.strictObject({
        schema: z.string(),
        table: z.string(),
        columns: z.array(z.string()),
        rowCount: z.number(),
        isPartitioned: z.boolean(),
      }),
    ),
  }),
});

export type HealthDatabaseRow = RowOf<typeof healthDatabase>;
