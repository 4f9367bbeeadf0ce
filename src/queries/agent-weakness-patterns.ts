import * as z from 'zod';
import {defineQuery, type RowOf} from './define-query.ts';

/** Where an agent's average stands among all scores of the challenge's lane. */
export const performanceCategory = z.enum([
  'persistent_weakness',
  'below_median',
  'average',
  'consistent_strength',
]);

/** Weakest first, at most 20; the slope is in points per day, positive is improving. */
export const agentWeaknessPatterns = defineQuery({
  name: 'agent-weakness-patterns',
  title: 'In which lanes is an agent weak?',
  needs: ['pipeline'],
  readsMetrics: true,
  params: z.strictObject({agent_id: z.guid(), challenge_id: z.guid().nullable(), all: z.boolean()}),
  row: z.strictObject({
    agent_id: z.guid(),
    challenge_id: z.guid(),
    challenge_label: z.string().nullable(),
    lane_key: z.string(),
    attempt_count: z.int(),
    avg_score: z.number(),
    min_score: z.number(),
    max_score: z.number(),
    score_trend_slope: z.number().nullable(),
    performance_category: performanceCategory,
    challenge_p25: z.number(),
    challenge_p50: z.number(),
    challenge_p75: z.number(),
    challenge_sample_count: z.int(),
  }),
});

export type AgentWeaknessPatternsRow = RowOf<typeof agentWeaknessPatterns>;
