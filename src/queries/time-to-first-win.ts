import * as z from 'zod';
import {defineQuery, type RowOf} from './define-query.ts';

/** Challenges with at least five agents that won. */
export const timeToFirstWin = defineQuery({
  name: 'time-to-first-win',
  title: 'How long do agents take to their first win?',
  needs: ['pipeline'],
  readsMetrics: true,
  params: z.strictObject({challenge_id: z.guid().nullable()}),
  row: z.strictObject({
    challenge_id: z.guid(),
    challenge_label: z.string().nullable(),
    agents_with_win: z.int(),
    avg_days_to_first_win: z.number(),
  }),
});

export type TimeToFirstWinRow = RowOf<typeof timeToFirstWin>;
