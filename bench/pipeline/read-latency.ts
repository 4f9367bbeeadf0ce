import {openClient} from '../../src/db/client.ts';
import {createAnalyticsQueries} from '../../src/queries/library.ts';
import {benchId, scatter} from './bench-ids.ts';
import {catalogueQuestions} from './catalogue-questions.ts';
import {measureLatency} from './latency.ts';
import type {Measurement} from './measurement.ts';
import {operationalReads} from './operational-reads.ts';
import {startOtherReaders} from './other-readers.ts';
import type {BenchServer} from './prepare.ts';

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
  const questions = catalogueQuestions(analytics);
  try {
    const label = others ? 'refreshing, 16 readers' : 'refreshing, without other readers (no pgbench)';
    const found = await measureLatency(server, questions, {seconds, p99BudgetMs: 10, label});
    return others ? found : found.map(row => ({...row, verdict: 'unknown'}));
  } finally {
    await client.end({timeout: 1});
    await others?.stop();
  }
}
