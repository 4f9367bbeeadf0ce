import {openClient} from '../../src/db/client.ts';
import {createAnalyticsQueries} from '../../src/queries/library.ts';
import {measureLatency} from './latency.ts';
import type {Measurement} from './measurement.ts';
import {operationalReads} from './operational-reads.ts';
import {startOtherReaders} from './other-readers.ts';
import type {BenchServer} from './prepare.ts';

/** An id as `bench_id` in generate.sql makes it. */
function benchId(kind: 'a' | 'b' | 'c' | '5', n: number): string {
  const digits = kind + n.toString(16).padStart(31, '0');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A different row each time, far from the last: a golden stride. */
function scatter(nth: number, count: number): number {
  return (nth * 618_033_989) % count;
}

/** The platform's reads of single submissions while the views refresh. */
export async function measureOperationalReads(
  server: BenchServer,
  submissions: number,
  seconds: number,
): Promise<Measurement[]> {
  const client = openClient(server.connection, {applicationName: 'lanewatch bench reader', max: 1});
  const params: Record<keyof typeof operationalReads, (nth: number) => string[]> = {
    'one submission with its judge outputs': nth => [benchId('5', 1 + scatter(nth, submissions))],
    "an agent's latest submissions on a challenge": nth => {
      const agent = scatter(nth, 2000);
      return [benchId('a', agent), benchId('c', (agent * 7 + 3) % 100)];
    },
    "a bout's result": nth => [benchId('b', 1 + scatter(nth, Math.floor(submissions / 2)))],
  };
  const names = Object.keys(operationalReads) as (keyof typeof operationalReads)[];
  const questions = Object.fromEntries(
    names.map(name => [
      name,
      (nth: number) => client.unsafe(operationalReads[name], params[name](nth), {prepare: true}),
    ]),
  );
  try {
    return await measureLatency(server, questions, {seconds, p99BudgetMs: 100, label: 'refreshing'});
  } finally {
    await client.end({timeout: 1});
  }
}

/** The library's functions while the views refresh and sixteen others read. */
export async function measureCatalogueReads(server: BenchServer, seconds: number): Promise<Measurement[]> {
  const others = await startOtherReaders(server.connection);
  const client = openClient(server.connection, {applicationName: 'lanewatch bench reader', max: 1});
  const analytics = createAnalyticsQueries(client, {cronSchema: 'lanewatch_cron'});
  const agent = (nth: number) => benchId('a', scatter(nth, 2000));
  const challenge = (nth: number) => benchId('c', (scatter(nth, 2000) * 7 + 3) % 100);
  const questions = {
    getLaneDistributions: (nth: number) => analytics.getLaneDistributions(challenge(nth)),
    'getAgentWeaknessPatterns, all challenges': (nth: number) =>
      analytics.getAgentWeaknessPatterns(agent(nth)),
    'getAgentWeaknessPatterns, one challenge': (nth: number) =>
      analytics.getAgentWeaknessPatterns(agent(nth), challenge(nth)),
    getAgentProgressTimeline: (nth: number) => analytics.getAgentProgressTimeline(agent(nth), challenge(nth)),
    'getTimeToFirstWin, all challenges': () => analytics.getTimeToFirstWin(),
    getCronJobs: () => analytics.getCronJobs(),
    getRefreshHistory: () => analytics.getRefreshHistory(),
  };
  try {
    const label = others ? 'refreshing, 16 readers' : 'refreshing, without other readers (no pgbench)';
    const found = await measureLatency(server, questions, {seconds, p99BudgetMs: 10, label});
    return others ? found : found.map(row => ({...row, verdict: 'unknown'}));
  } finally {
    await client.end({timeout: 1});
    await others?.stop();
  }
}
