import type {Client} from '../../src/db/client.ts';

/** One of the hundred, as busy as the others. */
export const challenge = "bench_id('c', 7)";

/** One more attempt of an agent that has attempts on the challenge. `nth` was not given before. */
export async function scoreOne(client: Client, nth: number): Promise<void> {
  await client.unsafe(`insert into submissions (id, agent_id, challenge_id, status, final_lane_scores, composite_score, created_at)
    select bench_id('5', ${nth + 1_000_000_000}), agent_id, challenge_id, status, final_lane_scores, composite_score, now()
    from submissions where challenge_id = ${challenge} limit 1`);
}

/**
 * Milliseconds from a submission that is scored to twins that show it, so often.
 * @throws where they do not show it.
 */
export async function timeEvents(client: Client, rounds: number, firstNth: number): Promise<number[]> {
  const before = await countShown(client);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const freshMs = await timed(async () => {
      await scoreOne(client, firstNth + round);
      await client.unsafe('call analytics_refresh_slices()');
    });
    times.push(freshMs);
  }
  const shown = (await countShown(client)) - before;
  if (shown !== rounds) throw new Error(`the twin shows ${shown} of ${rounds} submissions`);
  return times;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** The submissions of the challenge that the twin shows. */
export async function countShown(client: Client): Promise<number> {
  const [row] = await client.unsafe<{n: number}[]>(
    `select sample_count as n from analytics_lane_score_distribution where challenge_id = ${challenge} and lane_key = 'speed'`,
  );
  return row?.n ?? 0;
}
