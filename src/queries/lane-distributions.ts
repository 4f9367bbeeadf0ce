import * as z from 'zod';
import {defineQuery, type RowOf} from './define-query.ts';

/** One row a lane with at least five samples. */
export const laneDistributions = defineQuery({
  name: 'lane-distributions',
  title: 'How are the scores of one challenge distributed, lane by lane?',
  needs: ['pipeline'],
  readsMetrics: true,
  params: z.strictObject({challenge_id: z.guid()}),
  row: z.strictObject({
    challenge_id: z.guid(),
    lane_key: z.string(),
    sample_count: z.int(),
    mean_score: z.number(),
    stddev_score: z.number().nullable(),
    min_score: z.number(),
    max_score: z.number(),
    p10: z.number(),
    p25: z.number(),
    p50: z.number(),
    p75: z.number(),
    p90: z.number(),
    last_submission_at: z.date().nullable(),
  }),
});

export type LaneDistributionsRow = RowOf<typeof laneDistributions>;
