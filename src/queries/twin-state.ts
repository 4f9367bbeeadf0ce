import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** One row. `differing_slices` and `differing_rows` are of the last comparison. */
export const twinState = defineQuery({
  name: 'twin-state',
  title: 'How far are the live twins, and do they agree with the views?',
  needs: ['pipeline'],
  params: noParams,
  row: z.strictObject({
    is_complete: z.boolean(),
    shown_until: z.date(),
    waiting_count: z.int(),
    scheduled_from: z.date().nullable(),
    failing_count: z.int(),
    failing_attempts: z.int().nullable(),
    failing_challenge_id: z.string().nullable(),
    failing_error: z.string().nullable(),
    verified_at: z.date().nullable(),
    differing_slices: z.int().nullable(),
    differing_rows: z.int().nullable(),
    server_now: z.date(),
  }),
});

export type TwinStateRow = RowOf<typeof twinState>;
