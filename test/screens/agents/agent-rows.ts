import type {AgentProgressRow} from '../../../src/queries/agent-progress.ts';
import type {AgentWeaknessPatternsRow} from '../../../src/queries/agent-weakness-patterns.ts';
import type {ListAgentChallengesRow} from '../../../src/queries/list-agent-challenges.ts';
import type {ListAgentsRow} from '../../../src/queries/list-agents.ts';
import {idOf} from '../lanes/lane-rows.ts';

export function agentRow(
  digits: string,
  agent_label: string | null,
  rest: Partial<ListAgentsRow> = {},
): ListAgentsRow {
  return {
    agent_id: idOf(digits),
    agent_label,
    challenge_count: 2,
    submission_count: 1034,
    latest_week: '2026-11-16',
    weekly_scores: [60, 58, 55, null, 50, 48, 47, 45, 43, 41, 40.4, 38],
    weakest_lane_key: 'speed',
    weakest_challenge_id: idOf('d4'),
    weakest_challenge_label: 'Tower Defence',
    ...rest,
  };
}

export function agentChallengeRow(
  digits: string,
  challenge_label: string | null,
  submission_count: number,
): ListAgentChallengesRow {
  return {challenge_id: idOf(digits), challenge_label, submission_count, latest_week: '2026-11-16'};
}

export function progressRow(
  week: string,
  avg_composite_score: number | null,
  rest: Partial<AgentProgressRow> = {},
): AgentProgressRow {
  return {
    agent_id: idOf('a9'),
    challenge_id: idOf('d4'),
    week,
    submission_count: 3,
    avg_composite_score,
    best_composite_score: avg_composite_score,
    worst_composite_score: avg_composite_score,
    wow_composite_delta: null,
    ...rest,
  };
}

export function weaknessRow(
  lane_key: string,
  performance_category: AgentWeaknessPatternsRow['performance_category'],
  rest: Partial<AgentWeaknessPatternsRow> = {},
): AgentWeaknessPatternsRow {
  return {
    agent_id: idOf('a9'),
    challenge_id: idOf('d4'),
    challenge_label: 'Tower Defence',
    lane_key,
    attempt_count: 12,
    avg_score: 18.2,
    min_score: 2,
    max_score: 40,
    score_trend_slope: -0.21,
    performance_category,
    challenge_p25: 31,
    challenge_p50: 44.9,
    challenge_p75: 60,
    challenge_sample_count: 300,
    ...rest,
  };
}
