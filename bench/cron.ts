/**
 * Times what the Cron screen asks at every look, on a history of two million runs, with pg_cron's one index and with the
 * one that Doctor offers: the budget is 5 ms of server time. What is asked twice a minute is timed beside it.
 */
import {parseArgs} from 'node:util';
import {type Client, openClient} from '../src/db/client.ts';
import {startEmbeddedServer} from '../src/db/embedded-server.ts';
import {readSql} from '../src/db/sql-files.ts';
import {recentWindow, wideWindow} from '../src/queries/collect-cron.ts';
import {cronLook} from '../src/queries/cron-look.ts';
import type {Query} from '../src/queries/define-query.ts';
import {listCronJobs} from '../src/queries/list-cron-jobs.ts';
import {listSeldomRuns} from '../src/queries/list-seldom-runs.ts';
import {inform, judge, type Measurement, median} from './pipeline/measurement.ts';
import {readServerVersion, sharedOptions, tellResult, writeResult} from './support/write-result.ts';

const {values} = parseArgs({options: sharedOptions});
const budgetMs = 5;
const rounds = values.quick ? 5 : 50;
const runCount = values.quick ? 20_000 : 2_000_000;
const offeredIndex = 'create index concurrently on lanewatch_cron.job_run_details (jobid, runid desc)';

interface PlanTimes {
  readonly 'Planning Time': number;
  readonly 'Execution Time': number;
}

/** The median of what the server itself says that planning and running took, in milliseconds. */
async function measure(client: Client, query: Query, params: readonly unknown[]): Promise<number> {
  const text = `explain (analyze, timing off, format json) ${query.sql({cron: 'lanewatch_cron'})}`;
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [row] = await client.unsafe<{'QUERY PLAN': PlanTimes[]}[]>(text, [...params] as never[], {
      prepare: true,
    });
    const [plan] = row?.['QUERY PLAN'] ?? [];
    if (plan) times.push(plan['Planning Time'] + plan['Execution Time']);
  }
  return median(times);
}

async function fill(client: Client): Promise<void> {
  await client.unsafe(readSql('migrations/cron/built-in-scheduler.sql'));
  await client.unsafe(`
    drop index lanewatch_cron.job_run_details_jobid_runid_idx;
    select lanewatch_cron.schedule('job ' || n, '*/10 * * * *', 'select 1') from generate_series(1, 20) as n;
    insert into lanewatch_cron.job_run_details
      (jobid, runid, job_pid, database, username, command, status, return_message, start_time, end_time)
    select 1 + n % 20, n, n % 30000, 'postgres', 'postgres', 'select 1',
      case when n % 97 = 0 then 'failed' else 'succeeded' end, '1 row',
      now() - (${runCount} - n) * interval '30 s', now() - (${runCount} - n) * interval '30 s' + interval '1 s'
    from generate_series(1, ${runCount}) as n`);
  await client.unsafe('vacuum analyze lanewatch_cron.job_run_details');
}

const server = await startEmbeddedServer();
const client = openClient(server.connection, {applicationName: 'lanewatch bench'});
const found: Measurement[] = [];
try {
  await fill(client);
  for (const index of ['without', 'with'] as const) {
    if (index === 'with') await client.unsafe(offeredIndex);
    const lookMs = await measure(client, cronLook, [recentWindow, null]);
    const wideMs = await measure(client, listCronJobs, [wideWindow, null]);
    const name = `cron, ${index} the index`;
    found.push(
      judge(`${name}: a look`, `${lookMs.toFixed(2)} ms`, `under ${budgetMs} ms`, lookMs < budgetMs, {
        value: lookMs,
        unit: 'ms',
      }),
      inform(`${name}: a wide look, every 30 s`, `${wideMs.toFixed(2)} ms`, {value: wideMs, unit: 'ms'}),
    );
  }
  const seldomMs = await measure(client, listSeldomRuns, [[1, 2, 3, 4, 5]]);
  found.push(
    inform('cron: the runs of five seldom jobs', `${seldomMs.toFixed(2)} ms`, {value: seldomMs, unit: 'ms'}),
  );
  await writeResult(
    {
      part: 'cron',
      isQuick: values.quick,
      folder: values.results,
      server: await readServerVersion(server.connection),
      settings: {runs: runCount, jobs: 20, rounds},
    },
    found,
  );
} finally {
  await client.end({timeout: 1});
  await server.stop();
}
tellResult(`${runCount.toLocaleString('en-GB')} runs of 20 jobs, time on the server, medians`, found);
