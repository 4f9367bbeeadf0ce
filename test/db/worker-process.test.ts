import {randomUUID} from 'node:crypto';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {createDatabase, servers, type TestDatabase} from '../support/servers.ts';
import {spawnWorker, type WorkerProcess} from './worker/worker-process.ts';

/** The worker as people run it. */
describe.each(servers)('lanewatch worker on $name', server => {
  let database: TestDatabase;
  let folder: string;
  const processes: WorkerProcess[] = [];

  beforeEach(async () => {
    database = await createDatabase(server);
    folder = await mkdtemp(join(tmpdir(), 'lanewatch-worker-'));
    if (!server.hasCron) await database.client`delete from lanewatch_cron.job`;
  });

  afterEach(async () => {
    for (const each of processes.splice(0)) {
      each.signal('SIGKILL');
      await each.ended;
    }
    await database.release();
    await rm(folder, {recursive: true, force: true});
  });

  function start(...args: string[]): WorkerProcess {
    const started = spawnWorker(database.connection, args);
    processes.push(started);
    return started;
  }

  const leader = async () =>
    (
      await database.client<{process_id: number}[]>`
        select process_id from analytics_worker where is_leader order by heartbeat_at desc limit 1`
    )[0]?.process_id;
  const countWorkers = async () =>
    (await database.client<{n: number}[]>`select count(*)::int as n from analytics_worker`)[0]?.n;
  const countWaiting = async () =>
    (
      await database.client<{n: number}[]>`
        select count(*)::int as n from analytics_refresh_queue where taken_at is null`
    )[0]?.n;
  const score = () => database.client`
    insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score)
    values (${randomUUID()}, ${randomUUID()}, 'scored', '{"speed": 50}', 50)`;
  const soon = {timeout: 20_000, interval: 50};

  async function startTwo(): Promise<[WorkerProcess, WorkerProcess]> {
    const first = start('--follow', 'views');
    await expect.poll(leader, soon).toBe(first.pid);
    const second = start('--follow', 'views');
    await expect.poll(countWorkers, soon).toBe(2);
    return [first, second];
  }

  it.each([
    ['dies', 'SIGKILL'],
    ['hangs', 'SIGSTOP'],
  ] as const)(
    'another one takes over within ten seconds when the first %s',
    async (_, signal) => {
      const [first, second] = await startTwo();
      const startedMs = performance.now();
      first.signal(signal);
      await expect.poll(leader, soon).toBe(second.pid);
      expect(performance.now() - startedMs).toBeLessThan(10_000);
      if (signal === 'SIGKILL') return;
      expect(second.log()).toContainEqual(
        expect.objectContaining({level: 'warn', text: expect.stringContaining('was silent')}),
      );
      // The jobs, too, where they are the worker's.
      const schedules = async () =>
        (
          await database.client`select runs_scheduler from analytics_worker where process_id = ${second.pid}`
        )[0];
      await expect.poll(schedules, soon).toEqual({runs_scheduler: !server.hasCron});
      // The one that hung finds that it does not lead any more, and stands by.
      first.signal('SIGCONT');
      const states = async () => database.client`
      select is_leader, state from analytics_worker where process_id = ${first.pid}`;
      await expect.poll(states, soon).toEqual([{is_leader: false, state: 'standby'}]);
      await score();
      await expect.poll(countWaiting, soon).toBe(0);
      expect(await leader()).toBe(second.pid);
    },
    90_000,
  );

  it('ends well on a signal, and says so in JSON lines', async () => {
    const worker = start();
    await expect.poll(leader, soon).toBe(worker.pid);
    worker.signal('SIGTERM');
    expect(await worker.ended).toBe(0);
    const lines = worker.log();
    expect(lines.map(({text}) => text)).toContain('worker stopped');
    for (const line of lines) expect(line).toMatchObject({pid: worker.pid, time: expect.any(String)});
    const [row] = await database.client`select state, is_leader from analytics_worker`;
    expect(row).toEqual({state: 'stopped', is_leader: false});
  });

  it.each([
    ['slices', 'refreshed 2 slices'],
    ['views', 'refreshed mv_agent_progress'],
  ])('with --once and --follow %s refreshes what waits, logs to a file, and ends', async (follow, text) => {
    await score();
    await score();
    const file = join(folder, 'worker.log');
    const worker = start('--once', '--follow', follow, '--log-file', file);
    expect(await worker.ended).toBe(0);
    expect(await countWaiting()).toBe(0);
    expect(worker.log()).toEqual([]);
    const written = await readFile(file, 'utf8');
    expect(written).toContain(`"text":"${text}"`);
    expect(written).toContain('"outcome":"refreshed"');
    expect(written).not.toContain(database.connection.password ?? 'no password');
    const again = start('--once', '--follow', follow);
    expect(await again.ended).toBe(0);
    expect(again.log()).toContainEqual(expect.objectContaining({outcome: 'nothing waits'}));
  });

  it('with --once fails where something is left undone', async () => {
    await database.client.unsafe(
      `drop index ${(
        await database.client<{name: string}[]>`select indexrelid::regclass::text as name from pg_index
          where indrelid = 'mv_agent_progress'::regclass and indisunique`
      ).map(({name}) => name)}`,
    );
    await score();
    const worker = start('--once', '--follow', 'views');
    expect(await worker.ended).toBe(1);
    expect(worker.log()).toContainEqual(
      expect.objectContaining({level: 'error', view: 'mv_agent_progress', sqlstate: '55000'}),
    );
    expect(await countWaiting()).toBe(1);
  });
});
