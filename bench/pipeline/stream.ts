import {setTimeout as delay} from 'node:timers/promises';
import {type Client, openClient} from '../../src/db/client.ts';
import {startWorker} from '../../src/pipeline/worker.ts';
import {createAnalyticsQueries} from '../../src/queries/library.ts';
import {catalogueQuestions} from './catalogue-questions.ts';
import {type Written, writeEvents} from './event-writer.ts';
import {askInTurn} from './latency.ts';
import {inform, judge, type Measurement, quantile} from './measurement.ts';
import type {BenchServer} from './prepare.ts';

/** How long to wait for what is left; what is not shown by then counts as that old. */
const longestDrainMs = 60_000;

/** Seconds from the moment an event was queued to that at which the twins showed it. */
interface DataAge {
  readonly median: number;
  readonly p99: number;
  readonly most: number;
}

/**
 * Submissions that are scored all the time, spread over all challenges, while a worker follows them and somebody reads
 * the twins: how old the numbers get, what the readers wait, and whether the writer keeps its rate.
 */
export async function measureStream(
  {client, connection}: BenchServer,
  submissions: number,
  {perSecond, seconds}: {perSecond: number; seconds: number},
  say: (text: string) => void,
): Promise<Measurement[]> {
  say('filling the twins');
  await client.unsafe('call analytics_refresh_slices(1000000)');
  // Refreshes of whole views are measured elsewhere.
  await client.unsafe('update lanewatch_cron.job set active = false');
  await client.unsafe('vacuum analyze');
  await client.unsafe('truncate analytics_refresh_queue');
  const writer = openClient(connection, {applicationName: 'lanewatch bench writer', max: 4});
  const reader = openClient(connection, {applicationName: 'lanewatch bench reader', max: 1});
  const errors: string[] = [];
  const worker = startWorker(connection, {
    schema: 'public',
    version: 'bench',
    follow: 'slices',
    log: ({level, text}) => level === 'error' && errors.push(text),
  });
  try {
    say(`${perSecond} events a second for ${seconds} s`);
    const analytics = createAnalyticsQueries(reader, {cronSchema: 'lanewatch_cron', source: 'live'});
    const [written, reads] = await Promise.all([
      writeEvents(writer, {perSecond, seconds, after: submissions + 2_000_000_000}),
      askInTurn(catalogueQuestions(analytics), {seconds, p99BudgetMs: 10, label: 'stream'}),
    ]);
    await awaitShown(client);
    if (errors.length > 0) throw new Error(`The worker failed: ${errors[0]}`);
    return [...describe(await readDataAge(client), written, perSecond), ...reads];
  } finally {
    await worker.stop(0);
    await Promise.all([writer.end({timeout: 1}), reader.end({timeout: 1})]);
  }
}

function describe(age: DataAge, written: Written, perSecond: number): Measurement[] {
  const [typicalMs, slowMs] = [0.5, 0.99].map(share => quantile(written.latenciesMs, share));
  return [
    judge(
      'stream: data age',
      `median ${age.median.toFixed(1)}, p99 ${age.p99.toFixed(1)}, most ${age.most.toFixed(1)} s`,
      'under 30 s',
      age.most < 30,
      {value: age.most, unit: 's'},
    ),
    judge(
      'stream: events a second that the writer kept',
      written.perSecond.toFixed(1),
      `at least 99 % of ${perSecond}`,
      written.perSecond >= perSecond * 0.99,
      {value: written.perSecond, unit: 'events/s', against: {name: 'events that were due', value: perSecond}},
    ),
    inform(
      'stream: one event, for its writer',
      `p50 ${typicalMs?.toFixed(2)}, p99 ${slowMs?.toFixed(2)} ms of ${written.latenciesMs.length}`,
      {value: slowMs ?? Number.NaN, unit: 'ms'},
    ),
  ];
}

/** Until all is shown, or for so long. */
async function awaitShown(client: Client): Promise<void> {
  const untilMs = performance.now() + longestDrainMs;
  while (performance.now() < untilMs) {
    const [row] = await client<{waits: boolean}[]>`
      select exists (select from analytics_refresh_queue where recomputed_at is null) as waits`;
    if (row?.waits === false) return;
    await delay(100);
  }
}

async function readDataAge(client: Client): Promise<DataAge> {
  const [row] = await client<DataAge[]>`
    select
      percentile_cont(0.5) within group (order by age) as median,
      percentile_cont(0.99) within group (order by age) as p99,
      max(age) as most
    from (
      select extract(epoch from coalesce(recomputed_at, now()) - queued_at)::float8 as age from analytics_refresh_queue
    ) as event`;
  if (!row) throw new Error('no event was queued');
  return row;
}
