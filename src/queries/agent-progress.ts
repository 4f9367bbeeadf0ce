import * as z from 'zod';
import {defineQuery, type RowOf} from './define-query.ts';

/** The latest weeks with submissions, oldest first; `week` is the Monday of a UTC week. */
export const agentProgress = defineQuery({
  name: 'agent-progress',
  title: 'Is an agent getting better on one challenge, week by week?',
  needs: ['pipeline'],
  readsMetrics: true,
  params: z.strictObject({agent_id: z.guid(), challenge_id: z.guid(), weeks: z.int().positive()}),
  row: z.strictObject({
    agent_id: z.guid(),
    challenge_id: z.guid(),
    week: z.iso.date(),
    submission_count: z.int(),
    avg_composite_score: z.number().nullable(),
    best_composite_score: z.number().nullable(),
    worst_composite_score: z.number().nullable(),
    wow_composite_delta: z.number().nullable(),
  }),
});

export type AgentProgressRow = RowOf<typeof agentProgress>;
