import type {Client} from '../../src/db/client.ts';

/** Parameters for which the server has an answer, by the name of the query. Those that need none are not in it. */
export async function findExampleParams(
  client: Client,
): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
  const [busiest] = await client.unsafe(
    `select agent_id, challenge_id from mv_weakness_patterns order by attempt_count desc, agent_id, lane_key limit 1`,
  );
  if (!busiest) throw new Error('The views are empty: there is nothing to ask for.');
  const {agent_id, challenge_id} = busiest as unknown as {agent_id: string; challenge_id: string};
  const lastMinutes = {from: new Date(Date.now() - 120_000), to: new Date(Date.now() - 60_000)};
  return {
    'agent-progress': {agent_id, challenge_id, weeks: 12},
    'agent-weakness-patterns': {agent_id, challenge_id: null, all: true},
    'count-missed-submissions': {gaps: [lastMinutes]},
    'cron-job-command': {job_id: 1},
    'lane-distributions': {challenge_id},
    'list-agent-challenges': {agent_id},
    'list-agents': {after_agent_id: null, limit: 50, search: null},
    'list-cron-runs': {job_id: 1, limit: 50},
    'list-recent-runs': {database: null, limit: 50},
    'list-refreshes': {view_name: null, limit: 50},
    'list-seldom-runs': {job_ids: [1]},
    'tail-outbox': {known_id: 0, seen_snapshot: null, limit: 100},
    'time-to-first-win': {challenge_id: null},
    'view-definition': {schema_name: 'public', view_name: 'mv_agent_progress'},
  };
}
