import {setTimeout as delay} from 'node:timers/promises';
import type {Client} from '../../src/db/client.ts';
import {agentOn, benchId} from './bench-ids.ts';

export interface Written {
  /** From the moment at which each was due to its end: a writer that falls behind counts as slow. */
  readonly latenciesMs: readonly number[];
  /** Of the whole, up to the end of the last one. */
  readonly perSecond: number;
}

const insert = `insert into submissions (id, agent_id, challenge_id, status, final_lane_scores, composite_score)
  select $1::uuid, $2::uuid, $3::uuid, 'scored', jsonb_build_object(
    'accuracy', bench_score(nth, 11), 'clarity', bench_score(nth, 12), 'economy', bench_score(nth, 13),
    'robustness', bench_score(nth, 14), 'speed', bench_score(nth, 15), 'style', bench_score(nth, 16)
  ), bench_score(nth, 17)
  from (select $4::bigint as nth) as event`;

/** A hundred challenges in an order that comes back to none before all had their turn. */
const stride = 37;
const challengeCount = 100;

/** Scores submissions one by one, so many a second in all, at moments that no answer puts off. */
export async function writeEvents(
  client: Client,
  {perSecond, seconds, after}: {perSecond: number; seconds: number; after: number},
): Promise<Written> {
  const startedMs = performance.now();
  const latenciesMs: number[] = [];
  const writes: Promise<void>[] = [];
  for (let nth = 0; nth < perSecond * seconds; nth += 1) {
    const dueMs = startedMs + (nth * 1000) / perSecond;
    const earlyMs = dueMs - performance.now();
    if (earlyMs > 1) await delay(earlyMs);
    writes.push(write(client, nth, after + nth).then(() => void latenciesMs.push(performance.now() - dueMs)));
  }
  await Promise.all(writes);
  return {latenciesMs, perSecond: (writes.length * 1000) / (performance.now() - startedMs)};
}

async function write(client: Client, nth: number, id: number): Promise<void> {
  const challenge = (nth * stride) % challengeCount;
  const agent = agentOn(challenge, Math.floor(nth / challengeCount));
  await client.unsafe(insert, [benchId('5', id), benchId('a', agent), benchId('c', challenge), id], {
    prepare: true,
  });
}
