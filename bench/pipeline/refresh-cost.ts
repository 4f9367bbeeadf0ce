import type {Client} from '../../src/db/client.ts';
import {type Figure, inform, judge, type Measurement, median} from './measurement.ts';
import {pipelineViews, readBenchSql} from './prepare.ts';

const rounds = 3;
/** New submissions before each round, so that a refresh has something to change. */
const batch = 1000;

interface Timing {
  readonly refreshMs: number;
  readonly selectMs: number;
}

/**
 * Refreshes our four views and the same four by the textbook, in turns in one server, all through `analytics_refresh`,
 * so with the same planner settings, bookkeeping and `CONCURRENTLY`; and times the bare definitions.
 */
export async function measureRefreshCost(
  client: Client,
  submissions: number,
  say: (text: string) => void,
): Promise<Measurement[]> {
  await client.unsafe(readBenchSql('textbook-views.sql'));
  const pairs = pipelineViews.map(view => [view, view.replace('mv_', 'mv_textbook_')] as const);
  for (const [, peer] of pairs) await refresh(client, peer);
  const times = new Map<string, Timing[]>(pairs.flat().map(view => [view, []]));
  for (let round = 0; round < rounds; round += 1) {
    await addBatch(client, submissions + round * batch);
    // Ours first in one round, theirs first in the next: what the first warms up helps the other as often.
    for (const pair of pairs) {
      for (const view of round % 2 === 0 ? pair : pair.toReversed()) {
        say(`round ${round + 1} of ${rounds}: ${view}`);
        times
          .get(view)
          ?.push({selectMs: await runDefinition(client, view), refreshMs: await refresh(client, view)});
      }
    }
  }
  await client.unsafe(pairs.map(([, peer]) => `drop materialized view ${peer}`).join(';'));
  const middle = (view: string, key: keyof Timing) =>
    median((times.get(view) ?? []).map(timing => timing[key]));
  const sum = (index: 0 | 1, key: keyof Timing) =>
    pairs.reduce((ms, pair) => ms + middle(pair[index], key), 0);
  const [oursMs, theirsMs] = [sum(0, 'refreshMs'), sum(1, 'refreshMs')];
  return [
    ...pairs.flatMap(([view, peer]) => [
      inform(`${view}: refresh`, ...compare(middle(view, 'refreshMs'), middle(peer, 'refreshMs'))),
      inform(`${view}: definition alone`, ...compare(middle(view, 'selectMs'), middle(peer, 'selectMs'))),
    ]),
    inform('all four: definitions alone', ...compare(sum(0, 'selectMs'), sum(1, 'selectMs'))),
    judgeRefresh(oursMs, theirsMs),
  ];
}

function judgeRefresh(oursMs: number, theirsMs: number): Measurement {
  const [value, figure] = compare(oursMs, theirsMs);
  return judge('all four: refresh', value, 'at most 0.75x', oursMs / theirsMs <= 0.75, figure);
}

function compare(oursMs: number, theirsMs: number): [string, Figure] {
  const value = `${(oursMs / 1000).toFixed(2)} s vs ${(theirsMs / 1000).toFixed(2)} s = ${(oursMs / theirsMs).toFixed(2)}x`;
  return [value, {value: oursMs, unit: 'ms', against: {name: 'the textbook views', value: theirsMs}}];
}

async function refresh(client: Client, view: string): Promise<number> {
  const startedMs = performance.now();
  await client.unsafe(`call analytics_refresh('${view}', 'event')`);
  return performance.now() - startedMs;
}

/** EXPLAIN ANALYZE without timing runs the definition in full and sends nothing. The settings are the refresh's. */
async function runDefinition(client: Client, view: string): Promise<number> {
  const [row] = await client.unsafe<{text: string}[]>(`select pg_get_viewdef('${view}'::regclass) as text`);
  return client.begin(async transaction => {
    await transaction.unsafe(
      "set local jit = off; set local work_mem = '128MB'; set local max_parallel_workers_per_gather = 4",
    );
    const startedMs = performance.now();
    await transaction.unsafe(`explain (analyze, timing off, costs off) ${row?.text}`);
    return performance.now() - startedMs;
  });
}

/** New rows by numbers that are not taken yet, like those that are there. */
async function addBatch(client: Client, after: number): Promise<void> {
  await client.unsafe(`insert into submissions (id, agent_id, challenge_id, bout_id, status, final_lane_scores, composite_score, created_at)
    select bench_id('5', ${after} + row_number() over ()), agent_id, challenge_id, null, status, final_lane_scores,
      composite_score, created_at + interval '1 day'
    from submissions where id between bench_id('5', 1) and bench_id('5', ${batch})`);
}
