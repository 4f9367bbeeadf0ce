import * as z from 'zod';
import {defineQuery, type RowOf} from './define-query.ts';

/**
 * A page by key, of all agents or of those whose name contains `search` or whose id begins with it; `weekly_scores` are twelve calendar weeks up to the agent's latest, null without
 * submissions.
 */
export const listAgents = defineQuery({
  name: 'list-agents',
  title: 'Which agents are there, are they improving, and where are they weakest?',
  needs: ['pipeline'],
  readsMetrics: true,
  params: z.strictObject({
    after_agent_id: z.guid().nullable(),
    limit: z.int().positive(),
    search: z.string().nullable(),
  }),
  row: z.strictObject({
    agent_id: z.guid(),
    agent_label: z.string().nullable(),
    challenge_count: z.int(),
    submission_count: z.int(),
    latest_week: z.string(),
    weekly_scores: z.array(z.number().nullable()),
    weakest_lane_key: z.string().nullable(),
    weakest_challenge_id: z.guid().nullable(),
    weakest_challenge_label: z.string().nullable(),
  }),
});

export type ListAgentsRow = RowOf<typeof listAgents>;
