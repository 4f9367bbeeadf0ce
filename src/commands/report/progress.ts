import {type AgentProgressRow, agentProgress} from '../../queries/agent-progress.ts';
import {listAgentChallenges} from '../../queries/list-agent-challenges.ts';
import {formatCount, formatDelta, formatScore} from '../../ui/format.ts';
import {eachAgent} from './each-agent.ts';
import {agentColumn, challengeColumn} from './name-columns.ts';
import {defineReport} from './report.ts';

type Row = AgentProgressRow & {agent_label: string | null; challenge_label: string | null};

const score = (
  key: 'avg_composite_score' | 'best_composite_score' | 'worst_composite_score',
  title: string,
  priority: number,
) => ({title, priority, align: 'right' as const, text: (row: Row) => formatScore(row[key])});

/** The latest weeks of an agent on a challenge. */
const weeks = 12;

export const progressReport = defineReport<Row>({
  name: 'progress',
  title: `How agents get on, week by week; the latest ${weeks} weeks on each challenge, oldest first.`,
  needs: ['pipeline'],
  readsMetrics: true,
  narrowedBy: ['agent', 'challenge'],
  fields: [
    'agent_label',
    'challenge_label',
    ...(Object.keys(agentProgress.row.shape) as (keyof AgentProgressRow)[]),
  ],
  columns: [
    agentColumn,
    challengeColumn,
    {title: 'week', priority: 0, text: row => row.week},
    {title: 'submissions', priority: 2, align: 'right', text: row => formatCount(row.submission_count)},
    score('avg_composite_score', 'average', 0),
    score('best_composite_score', 'best', 3),
    score('worst_composite_score', 'worst', 4),
    {title: 'change', priority: 1, align: 'right', text: row => formatDelta(row.wow_composite_delta)},
  ],
  whenEmpty: 'Nothing is scored here yet.',
  async *read(database, {agentId, challengeId}) {
    for await (const {agent_id, agent_label} of eachAgent(database, agentId)) {
      for (const {challenge_id, challenge_label} of await database.ask(listAgentChallenges, {agent_id})) {
        if (challengeId !== null && challenge_id !== challengeId) continue;
        for (const row of await database.ask(agentProgress, {agent_id, challenge_id, weeks}))
          yield {agent_label, challenge_label, ...row};
      }
    }
  },
});
