import {agentId, challengeId} from './sample-rows.ts';

/** What queries with parameters are asked with; with the sample rows each has an answer. */
export const exampleParams: Readonly<Record<string, Record<string, unknown>>> = {
  'agent-progress': {agent_id: agentId(1), challenge_id: challengeId, weeks: 12},
  'agent-weakness-patterns': {agent_id: agentId(1), challenge_id: null, all: true},
  'count-missed-submissions': {
    gaps: [{from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-01T00:01:00Z'), heard: [1]}],
  },
  'cron-job-command': {job_id: 1},
  'lane-distributions': {challenge_id: challengeId},
  'list-agent-challenges': {agent_id: agentId(1)},
  'list-agents': {after_agent_id: null, limit: 10, search: null},
  'list-cron-jobs': {},
  'list-cron-runs': {job_id: 4711, limit: 10},
  'list-recent-runs': {database: null, limit: 10},
  'list-refreshes': {view_name: null, limit: 10},
  'list-seldom-runs': {job_ids: [4711]},
  'server-facts': {schema: 'public'},
  'tail-outbox': {known_id: 0, seen_snapshot: null, limit: 100},
  'time-to-first-win': {challenge_id: null},
  'view-definition': {schema_name: 'public', view_name: 'mv_agent_progress'},
};
