import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {type Client, endClient, openClient} from '../../src/db/client.ts';
import {type EmbeddedServer, startEmbeddedServer} from '../../src/db/embedded-server.ts';
import {migrate} from '../../src/db/migrate.ts';
import {debianPrograms} from '../support/debian-postgres.ts';
import {isFlat, watchMemory} from '../support/resident-memory.ts';
import {installOperationalTables} from '../support/templates.ts';
import {readCycles} from './load/refresh-cycles.ts';

const run = promisify(execFile);
const program = join(import.meta.dirname, '../../dist/bin.mjs');
const script = join(import.meta.dirname, 'load/score-ten.sql');

/** 1,000 statements of ten events a second. */
const seconds = 60;
const statementsPerSecond = 1_000;
const eventsPerStatement = 10;
/** The worker's own rules. */
const longestWaitMs = 30_000;

let server: EmbeddedServer;
let client: Client;

beforeAll(async () => {
  server = await startEmbeddedServer({settings: {shared_buffers: '512MB', max_wal_size: '8GB'}});
  client = openClient(server.connection, {applicationName: 'lanewatch test', max: 2});
  await installOperationalTables(client);
  await migrate({connection: server.connection});
  await client`delete from lanewatch_cron.job`;
  for (const {name} of await client<{name: string}[]>`
    select relname as name from pg_class where relkind = 'm' and relname like 'mv%' order by relname`) {
    await client`call analytics_refresh(${name}, 'initial')`;
  }
});
afterAll(async () => {
  if (client) await endClient(client, 1_000);
  await server?.stop();
});

it('ten thousand events a second for a minute: none lost, memory flat, refreshes at the longest wait', async () => {
  const {host, port, user, database, password = ''} = server.connection;
  const env = {PATH: process.env.PATH ?? '', PGPASSWORD: password};
  const url = `postgres://${user}:${password}@${host}:${port}/${database}`;
  const worker = spawn(process.execPath, [program, 'worker', '-d', url], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  worker.stderr.on('data', chunk => {
    log += chunk;
  });
  await expect.poll(() => log, {timeout: 20_000}).toContain('hears notifications');
  const memory = watchMemory(worker.pid ?? 0);
  const options = [
    ...['-h', host, '-p', `${port}`, '-U', user, '-n', '-f', script],
    ...['-c', '4', '-j', '2', '-R', `${statementsPerSecond}`, '-T', `${seconds}`],
  ];
  const {stdout} = await run(`${debianPrograms}/pgbench`, [...options, database], {env});
  const statements = Number(/transactions actually processed: (\d+)/.exec(stdout)?.[1]);
  const samples = await memory.stop();

  const accounts = async () =>
    (
      await client<{submissions: number; in_outbox: number; waiting: number; in_views: number}[]>`
        select
          (select count(*)::int from submissions) as submissions,
          (select sum(submission_count)::int from analytics_refresh_queue) as in_outbox,
          (select count(*)::int from analytics_refresh_queue where taken_at is null) as waiting,
          (select sum(sample_count)::int / 2 from mv_lane_score_distribution) as in_views`
    )[0];
  const committed = statements * eventsPerStatement;
  await expect
    .poll(accounts, {timeout: 120_000, interval: 1_000})
    .toEqual({submissions: committed, in_outbox: committed, waiting: 0, in_views: committed});

  const cycles = await readCycles(client);
  const begunMs = (
    await client<{ms: number}[]>`
      select (extract(epoch from min(queued_at)) * 1000)::float8 as ms from analytics_refresh_queue`
  )[0]?.ms;
  const sinceBeginning = cycles.map(({startedMs, endedMs}) =>
    [startedMs, endedMs].map(ms => ms - (begunMs ?? 0)),
  );
  worker.kill('SIGTERM');
  await once(worker, 'close');
  process.stdout.write(
    `${JSON.stringify({
      rate: Math.round(committed / seconds),
      committed,
      cyclesFromToMs: sinceBeginning.map(cycle => cycle.map(Math.round)),
      workerMib: {first: samples[0], middle: samples[30], last: samples.at(-1), peak: Math.max(...samples)},
    })}\n${stdout}`,
  );
  expect(committed / seconds).toBeGreaterThan(0.95 * statementsPerSecond * eventsPerStatement);
  expect(isFlat(samples)).toBe(true);
  // Under load each comes at the longest wait after the one before, or when that one is over; the last one may come
  // after quiet.
  const underLoad = sinceBeginning.filter(([startMs = 0]) => startMs < seconds * 1000);
  expect(underLoad.length).toBeGreaterThanOrEqual(1);
  for (const [nth, [startMs = 0]] of underLoad.entries()) {
    const [beforeMs = 0, beforeEndMs = 0] = sinceBeginning[nth - 1] ?? [0, 0];
    expect(startMs - beforeMs).toBeGreaterThan(0.98 * longestWaitMs);
    expect(startMs).toBeLessThan(Math.max(beforeMs + longestWaitMs, beforeEndMs) + 3_000);
  }
  const errors = log.split('\n').filter(line => line.includes('"level":"error"'));
  expect(errors).toEqual([]);
});
