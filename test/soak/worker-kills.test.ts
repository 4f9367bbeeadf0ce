import {randomUUID} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {spawnWorker, type WorkerProcess} from '../db/worker/worker-process.ts';
import {createDatabase, servers, type TestDatabase} from '../support/servers.ts';

/** Where the statement of a worker is held up, each time in the middle of the work. */
const points = [
  ['slices', 'insert on analytics_slice'],
  ['slices', 'update on analytics_slice'],
  ['slices', 'insert or update or delete on analytics_lane_score_distribution'],
  ['slices', 'insert or update or delete on analytics_time_to_first_win'],
  ['slices', 'update on analytics_refresh_queue'],
  ['slices', 'delete on analytics_bout_queue'],
  ['slices', 'insert or update on analytics_worker'],
  ['views', 'insert on analytics_refresh_log'],
  ['views', 'update on analytics_refresh_log'],
  ['views', 'update on analytics_refresh_queue'],
  ['views', 'insert or update on analytics_worker'],
] as const;
const deaths = ['its session goes on without it', 'its session dies, too'] as const;
const key = 4711;

describe.each(servers)('a process of lanewatch worker on $name', server => {
  let database: TestDatabase;
  const workers: WorkerProcess[] = [];

  beforeEach(async () => {
    database = await createDatabase(server);
    if (!server.hasCron) await database.client`delete from lanewatch_cron.job`;
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) {
      worker.signal('SIGKILL');
      await worker.ended;
    }
    await database.release();
  });

  function start(follow: string): WorkerProcess {
    const worker = spawnWorker(database.connection, ['--follow', follow]);
    workers.push(worker);
    return worker;
  }

  async function value(text: string): Promise<unknown> {
    const [row] = await database.client.unsafe<{value: unknown}[]>(text);
    return row?.value;
  }

  it.each(points.flatMap(([follow, point]) => deaths.map(death => [follow, point, death] as const)))(
    'that follows %s loses nothing where it is killed at each %s, and %s',
    async (follow, point, death) => {
      const {client, open} = database;
      const holder = open();
      await holder`select pg_advisory_lock(${key})`;
      await client.unsafe(`
        create function hold_up() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(${key}); return null; end $$;
        create trigger hold_up before ${point} for each statement execute function hold_up()`);
      await client`
        insert into submissions (agent_id, challenge_id, bout_id, status, final_lane_scores, composite_score)
        select gen_random_uuid(), ${randomUUID()}, gen_random_uuid(), 'scored', '{"speed": 50}', 50
        from generate_series(1, 6)`;
      await client`insert into bout_results (bout_id, winner_agent_id) select bout_id, agent_id from submissions`;
      const held = `from pg_stat_activity where datname = current_database() and application_name like 'lanewatch %'
        and wait_event_type = 'Lock' and wait_event = 'advisory'`;
      const first = start(follow);
      await expect
        .poll(() => value(`select count(*)::int as value ${held}`), {timeout: 20_000})
        .toBeGreaterThan(0);
      first.signal('SIGKILL');
      expect(await first.ended).toBe('SIGKILL');
      if (death === deaths[1]) await client.unsafe(`select pg_terminate_backend(pid) ${held}`);
      await holder`select pg_advisory_unlock(${key})`;
      await client.unsafe('drop function hold_up() cascade');

      start(follow);
      const [numbers, mark] = follow === 'slices' ? ['analytics', 'recomputed_at'] : ['mv', 'taken_at'];
      const left = `select (select count(*) from analytics_bout_queue)::int
        + (select count(*) from analytics_refresh_queue where ${mark} is null)::int as value`;
      await expect.poll(() => value(left), {timeout: 30_000}).toBe(0);
      expect(await value(`select sample_count as value from ${numbers}_lane_score_distribution`)).toBe(6);
      expect(await value(`select agents_with_win as value from ${numbers}_time_to_first_win`)).toBe(6);
      expect(await value('select count(*)::int as value from analytics_slice where attempts > 0')).toBe(0);
    },
  );
});
