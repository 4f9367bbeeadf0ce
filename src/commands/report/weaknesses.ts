import {type AgentWeaknessPatternsRow, agentWeaknessPatterns} from '../../queries/agent-weakness-patterns.ts';
import {formatCount, formatDelta, formatScore} from '../../ui/format.ts';
import {eachAgent} from './each-agent.ts';
import {agentColumn, challengeColumn} from './name-columns.ts';
import {defineReport} from './report.ts';

type Row = AgentWeaknessPatternsRow & {agent_label: string | null};

export const weaknessesReport = defineReport<Row>({
  name: 'weaknesses',
  title: 'In which lanes agents are weak, weakest first; at most 20 lanes an agent.',
  needs: ['pipeline'],
  readsMetrics: true,
  narrowedBy: ['agent', 'challenge'],
  fields: [
    'agent_label',
    ...(Object.keys(agentWeaknessPatterns.row.shape) as (keyof AgentWeaknessPatternsRow)[]),
  ],
  columns: [
    agentColumn,
    challengeColumn,
    {title: 'lane', priority: 0, min: 8, text: row => row.lane_key},
    {title: 'attempts', priority: 3, align: 'right', text: row => formatCount(row.attempt_count)},
    {title: 'average', priority: 0, align: 'right', text: row => formatScore(row.avg_score)},
    {title: 'p25', priority: 5, align: 'right', text: row => formatScore(row.challenge_p25)},
    {title: 'p50', priority: 4, align: 'right', text: row => formatScore(row.challenge_p50)},
    {title: 'a day', priority: 1, align: 'right', text: row => formatDelta(row.score_trend_slope, 2)},
    {title: 'category', priority: 2, text: row => row.performance_category.replace('_', ' ')},
  ],
  whenEmpty: 'No weak lane is known here.',
  async *read(database, {agentId, challengeId}) {
    for await (const {agent_id, agent_label} of eachAgent(database, agentId)) {
      const rows = await database.ask(agentWeaknessPatterns, {
        agent_id,
        challenge_id: challengeId,
        all: false,
      });
      for (const row of rows) yield {agent_label, ...row};
    }
  },
});
