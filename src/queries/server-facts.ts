import * as z from 'zod';
import {defineQuery, type RowOf} from './define-query.ts';

/** One row. */
export const serverFacts = defineQuery({
  name: 'server-facts',
  title: 'What is this server, and what of lanewatch is here?',
  params: z.strictObject({schema: z.string().nullable().default(null)}),
  row: z.strictObject({
    server_version: z.string(),
    server_version_num: z.int(),
    database: z.string(),
    username: z.string(),
    in_recovery: z.boolean(),
    read_only: z.boolean(),
    pg_cron_version: z.string().nullable(),
    has_builtin_cron: z.boolean(),
    cron_usable: z.boolean(),
    cron_row_security: z.boolean(),
    has_schema: z.boolean(),
    has_pipeline: z.boolean(),
    /** Where there is one, whoever may use it. */
    pipeline_schemas: z.array(z.string()),
    /** They are here and may be read. */
    has_twins: z.boolean(),
  }),
});

export type ServerFactsRow = RowOf<typeof serverFacts>;
