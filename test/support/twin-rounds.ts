import {setTimeout as delay} from 'node:timers/promises';
import {type Client, endClient} from '../../src/db/client.ts';
import type {TestDatabase} from './servers.ts';

const challenges = 6;
const agents = 8;
const bouts = 10;

/** Numbers from 0 to below 1, the same for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One change of the platform's, of any kind that the twins have to follow. */
function drawChange(random: () => number): string {
  const pick = (count: number) => Math.floor(random() * count);
  const challenge = () => `'00000000-0000-4000-8000-c0000000000${pick(challenges)}'`;
  const agent = () => `'00000000-0000-4000-8000-a0000000000${pick(agents)}'`;
  const bout = () => `'00000000-0000-4000-8000-b0000000000${pick(bouts)}'`;
  const some = `id in (select id from submissions order by md5(id::text || '${pick(1e9)}') limit ${1 + pick(4)})`;
  const scores = () => `'{"speed": ${pick(1000) / 10}, "style": ${pick(1000) / 10}}'`;
  const moment = () => `timestamptz '2026-06-01 00:00+00' + ${pick(60)} * interval '1 day'`;
  const changes = [
    () => `insert into submissions (agent_id, challenge_id, bout_id, status, final_lane_scores, composite_score, created_at)
      select ${agent()}, ${challenge()}, ${bout()}, 'scored', ${scores()}, ${pick(100)}, ${moment()} + n * interval '1 hour'
      from generate_series(1, ${1 + pick(6)}) as n`,
    () => `update submissions set final_lane_scores = ${scores()} where ${some}`,
    () => `update submissions set challenge_id = ${challenge()} where ${some}`,
    () => `update submissions set status = 'judging' where ${some}`,
    () => `update submissions set status = 'scored', composite_score = ${pick(100)} where ${some}`,
    () => `update submissions set created_at = ${moment()}, agent_id = ${agent()} where ${some}`,
    () => `delete from submissions where ${some}`,
    () => `update submissions set bout_id = ${bout()} where ${some}`,
    () => `insert into bout_results (bout_id, winner_agent_id) values (${bout()}, ${agent()})
      on conflict (bout_id) do update set winner_agent_id = excluded.winner_agent_id`,
    () => `delete from bout_results where bout_id = ${bout()}`,
    () => `delete from submissions where challenge_id = ${challenge()}`,
  ];
  // Most rounds add; to empty a challenge is rare.
  const nth = random() < 0.45 ? 0 : random() < 0.02 ? changes.length - 1 : pick(changes.length - 1);
  return (changes[nth] ?? changes[0])?.() ?? '';
}

export interface TwinRounds {
  readonly rounds: number;
  readonly seed: number;
  /** Longest pause between two rounds. */
  readonly pauseMs?: number;
}

/**
 * So many rounds of random changes by two writers, some of them undone, while sessions that compute slices are killed at
 * any point. Gives how many were.
 */
export async function runTwinRounds(
  {client, open}: TestDatabase,
  {rounds, seed, pauseMs = 0}: TwinRounds,
): Promise<number> {
  const random = createRandom(seed);
  let kills = 0;
  const writers = [open(), open()];
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(writers.map(writer => writeRound(writer, random)));
    if (random() < 0.3) {
      const killed = await client.unsafe(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'lanewatch slices' order by random() limit 1`,
      );
      kills += killed.length;
    }
    await delay(random() * pauseMs);
  }
  await Promise.all(writers.map(writer => endClient(writer, 1000)));
  return kills;
}

/** One transaction of some changes, which may be undone. */
async function writeRound(writer: Client, random: () => number): Promise<void> {
  const changes = Array.from({length: 1 + Math.floor(random() * 3)}, () => drawChange(random));
  const isUndone = random() < 0.15;
  const pauseMs = Math.floor(random() * 4);
  await writer
    .begin(async transaction => {
      for (const change of changes) await transaction.unsafe(change);
      await delay(pauseMs);
      if (isUndone) throw new Error('undone');
    })
    .catch(error => {
      // Two writers may want the same rows in another order, or one that went to another partition meanwhile.
      const isExpected = error.message === 'undone' || ['40P01', '40001'].includes(error.code);
      if (!isExpected) throw error;
    });
}
