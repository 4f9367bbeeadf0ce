import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {promisify} from 'node:util';
import {type Client, endClient, openClient} from '../../src/db/client.ts';
import {type EmbeddedServer, startEmbeddedServer} from '../../src/db/embedded-server.ts';
import {migrate} from '../../src/db/migrate.ts';
import {urlOf} from '../../test/e2e/sample-server.ts';
import {debianPrograms} from '../../test/support/debian-postgres.ts';
import {watchMemory} from '../../test/support/resident-memory.ts';
import {installOperationalTables} from '../../test/support/templates.ts';

const run = promisify(execFile);

/** In score-ten.sql. */
export const eventsPerStatement = 10;

export interface ScorePlan {
  readonly seconds: number;
  readonly statementsPerSecond: number;
  readonly follow: 'slices' | 'views';
}

/** What is where in the end, in submissions; what is waiting is rows of the outbox. */
export interface Accounts {
  readonly submissions: number;
  readonly inOutbox: number;
  readonly waiting: number;
  /** In the twins or in the views, whichever the worker follows events with. */
  readonly inNumbers: number;
}

export interface ScoreRun {
  /** As pgbench counts them, of its statements that were committed. */
  readonly committed: number;
  readonly accounts: Accounts;
  /** Resident memory of the worker, in each second. */
  readonly workerMib: readonly number[];
  /** Lines of its log that tell of an error. */
  readonly errors: readonly string[];
}

export interface FloodServer {
  readonly server: EmbeddedServer;
  readonly client: Client;
  stop(): Promise<void>;
}

/** A server with the empty pipeline, its views filled, and no jobs that would refresh them at moments of their own. */
export async function startFloodServer(): Promise<FloodServer> {
  const server = await startEmbeddedServer({settings: {shared_buffers: '512MB', max_wal_size: '8GB'}});
  const client = openClient(server.connection, {applicationName: 'lanewatch test', max: 2});
  const stop = async () => {
    await endClient(client, 1_000);
    await server.stop();
  };
  try {
    await installOperationalTables(client);
    await migrate({connection: server.connection});
    await client`delete from lanewatch_cron.job`;
    for (const {name} of await client<{name: string}[]>`
      select relname as name from pg_class where relkind = 'm' and relname like 'mv%' order by relname`) {
      await client`call analytics_refresh(${name}, 'initial')`;
    }
    return {server, client, stop};
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Scores by pgbench, ten submissions in a statement, under the built worker, and waits until it has done its work. */
export async function runScores(
  {server: {connection}, client}: FloodServer,
  {seconds, statementsPerSecond, follow}: ScorePlan,
): Promise<ScoreRun> {
  const {host, port, user, database, password = ''} = connection;
  const worker = spawn(
    process.execPath,
    [
      join(import.meta.dirname, '../../dist/bin.mjs'),
      ...['worker', '-d', urlOf(connection), '--follow', follow],
    ],
    {stdio: ['ignore', 'ignore', 'pipe']},
  );
  let log = '';
  worker.stderr.on('data', chunk => {
    log += chunk;
  });
  try {
    await waitUntil(async () => log.includes('hears notifications'), 20_000);
    const memory = watchMemory(worker.pid ?? 0);
    const {stdout} = await run(
      `${debianPrograms}/pgbench`,
      [
        ...['-h', host, '-p', `${port}`, '-U', user, '-n', '-f', join(import.meta.dirname, 'score-ten.sql')],
        ...['-c', '4', '-j', '2', '-R', `${statementsPerSecond}`, '-T', `${seconds}`, database],
      ],
      {env: {PATH: process.env.PATH ?? '', PGPASSWORD: password}},
    );
    const workerMib = await memory.stop();
    const committed = Number(/transactions actually processed: (\d+)/.exec(stdout)?.[1]) * eventsPerStatement;
    // What is missing in the end is told, not waited for for ever.
    await waitUntil(async () => {
      const {waiting, inNumbers} = await readAccounts(client, follow);
      return waiting === 0 && inNumbers === committed;
    }, 180_000).catch(() => {});
    const errors = log.split('\n').filter(line => line.includes('"level":"error"'));
    return {committed, accounts: await readAccounts(client, follow), workerMib, errors};
  } finally {
    worker.kill('SIGTERM');
    if (worker.exitCode === null) await once(worker, 'close');
  }
}

/** Each submission has two lanes. */
async function readAccounts(client: Client, follow: ScorePlan['follow']): Promise<Accounts> {
  const relation = follow === 'views' ? 'mv_lane_score_distribution' : 'analytics_lane_score_distribution';
  const [row] = await client.unsafe<Accounts[]>(`
    select
      (select count(*)::int from submissions) as submissions,
      (select coalesce(sum(submission_count), 0)::int from analytics_refresh_queue) as "inOutbox",
      (select count(*)::int from analytics_refresh_queue where taken_at is null) as waiting,
      (select coalesce(sum(sample_count), 0)::int / 2 from ${relation}) as "inNumbers"`);
  if (!row) throw new Error('The server gave no accounts.');
  return row;
}

async function waitUntil(isSo: () => Promise<boolean>, timeoutMs: number): Promise<void> {
  const untilMs = performance.now() + timeoutMs;
  while (!(await isSo())) {
    if (performance.now() > untilMs) throw new Error(`It was not so within ${timeoutMs / 1000} s.`);
    await delay(500);
  }
}
