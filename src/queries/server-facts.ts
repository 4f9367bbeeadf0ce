import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** One row. */
export const serverFacts = defineQuery({
  name: 'server-facts',
  title: 'What is this server, and what of lanewatch is here?',
  params: noParams,
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
    has_pipeline: z.boolean(),
  }),
});

export type ServerFactsRow = RowOf<typeof serverFacts>;
