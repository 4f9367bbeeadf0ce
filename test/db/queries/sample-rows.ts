import type {Client} from '../../../src/db/client.ts';

export const challengeId = '00000000-0000-4000-8000-0000000000c1';

/** The nth agent, from 1. */
export function agentId(nth: number): string {
  return `00000000-0000-4000-8000-00000000000${nth}`;
}

/** As little as gives every query an answer: six agents that win a bout each, in two weeks, on two lanes, and a view of somebody else's. */
export async function addSampleRows(client: Client): Promise<void> {
  for (const nth of [1, 2, 3, 4, 5, 6]) {
    const boutId = `00000000-0000-4000-8000-0000000000b${nth}`;
    await client`insert into bout_results (bout_id, winner_agent_id) values (${boutId}, ${agentId(nth)})`;
    for (const [day, bout] of [
      ['2026-03-02', null],
      ['2026-03-11', boutId],
    ] as const) {
      await client`
        insert into submissions (agent_id, challenge_id, bout_id, status, composite_score, final_lane_scores, created_at)
        values (${agentId(nth)}, ${challengeId}, ${bout}, 'scored', ${10 * nth},
          jsonb_build_object('speed', ${10 * nth}::int, 'style', ${5 * nth}::int), ${day})`;
    }
  }
  await client`insert into analytics_label (kind, id, label)
    values ('agent', ${agentId(1)}, 'Vega'), ('challenge', ${challengeId}, 'Maze')`;
  await client`insert into analytics_alert_state (finding_key, rule_id, object, job_id, severity, seen_count)
    values ('cron.job-failing 7 nightly', 'cron.job-failing', 'nightly', 7, 'critical', 3)`;
  await client`create view somebodys as select challenge_id from submissions`;
  for (const view of [
    'mv_lane_score_distribution',
    'mv_weakness_patterns',
    'mv_agent_progress',
    'mv_time_to_first_win',
  ])
    await client`call analytics_refresh(${view}, 'manual')`;
}
