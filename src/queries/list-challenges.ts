import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** Labelled ones first, by label; `hidden_lane_count` lanes have fewer than five samples. */
export const listChallenges = defineQuery({
  name: 'list-challenges',
  title: 'Which challenges have scores?',
  needs: ['pipeline'],
  readsMetrics: true,
  params: noParams,
  row: z.strictObject({
    challenge_id: z.guid(),
    challenge_label: z.string().nullable(),
    sample_count: z.int(),
    lane_count: z.int(),
    hidden_lane_count: z.int(),
    last_submission_at: z.date().nullable(),
  }),
});

export type ListChallengesRow = RowOf<typeof listChallenges>;
