import * as z from 'zod';
import {defineQuery, type RowOf} from './define-query.ts';

/** Most submissions first. */
export const listAgentChallenges = defineQuery({
  name: 'list-agent-challenges',
  title: 'On which challenges did an agent submit?',
  needs: ['pipeline'],
  readsMetrics: true,
  params: z.strictObject({agent_id: z.guid()}),
  row: z.strictObject({
    challenge_id: z.guid(),
    challenge_label: z.string().nullable(),
    submission_count: z.int(),
    latest_week: z.iso.date(),
  }),
});

export type ListAgentChallengesRow = RowOf<typeof listAgentChallenges>;
