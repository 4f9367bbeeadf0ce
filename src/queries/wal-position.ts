import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** One row. */
export const walPosition = defineQuery({
  name: 'wal-position',
  title: 'Which cluster is this, and how far is it?',
  params: noParams,
  row: z.strictObject({
    system_identifier: z.string(),
    /** Of a primary what it has written, of a standby what it has replayed; null of one that has replayed nothing yet. */
    wal_bytes: z.number().nullable(),
    replayed_until: z.date().nullable(),
    is_paused: z.boolean(),
    server_now: z.date(),
  }),
});

export type WalPositionRow = RowOf<typeof walPosition>;
