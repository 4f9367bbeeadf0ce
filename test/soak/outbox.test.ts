import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {spawnWorker, type WorkerProcess} from '../db/worker/worker-process.ts';
import {watchMemory} from '../support/resident-memory.ts';
import {createDatabase, servers, type TestDatabase} from '../support/servers.ts';
import {differences, noDifferences} from '../support/twins.ts';

const rows = 1_000_000;
const challenges = 100;

/** An outbox that nobody has taken from for a long time. */
describe.each(servers)('a million events that wait on $name', server => {
  let database: TestDatabase;
  let worker: WorkerProcess | undefined;

  beforeEach(async () => {
    database = await createDatabase(server);
    const {client} = database;
    if (!server.hasCron) await client`delete from lanewatch_cron.job`;
    await client`
      insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score)
      select gen_random_uuid(), ('00000000-0000-4000-8000-c' || lpad((n % ${challenges}::int)::text, 11, '0'))::uuid,
        'scored', '{"speed": 50}', 50
      from generate_series(1, 10 * ${challenges}::int) as n`;
    await client`
      insert into analytics_refresh_queue (challenge_id, submission_count)
      select ('00000000-0000-4000-8000-c' || lpad((n % ${challenges}::int)::text, 11, '0'))::uuid, 1
      from generate_series(1, ${rows}::int) as n`;
  });
  afterEach(async () => {
    worker?.signal('SIGKILL');
    await worker?.ended;
    await database.release();
  });

  it.each([
    ['slices', 'recomputed_at'],
    ['views', 'taken_at'],
  ])(
    'are taken by a worker that follows %s in short transactions, with flat memory',
    async (follow, mark) => {
      const {client} = database;
      const startedMs = performance.now();
      worker = spawnWorker(database.connection, ['--follow', follow]);
      const memory = watchMemory(worker.pid);
      let longestMs = 0;
      await expect
        .poll(
          async () => {
            const [row] = await client.unsafe<{is_left: boolean; longest_ms: number}[]>(`
            select exists (select from analytics_refresh_queue where ${mark} is null) as is_left,
              (select coalesce(max(extract(epoch from clock_timestamp() - xact_start)) * 1000, 0)::float8 from pg_stat_activity
                where datname = current_database() and application_name like 'lanewatch %' and state <> 'idle'
                  and application_name <> 'lanewatch test') as longest_ms`);
            longestMs = Math.max(longestMs, row?.longest_ms ?? 0);
            return row?.is_left;
          },
          {timeout: 300_000, interval: 100},
        )
        .toBe(false);
      const tookMs = performance.now() - startedMs;
      const peakMib = Math.max(...(await memory.stop()));
      process.stdout.write(
        `${server.name}, ${follow}: ${JSON.stringify({rows, tookMs: Math.round(tookMs), longestTransactionMs: Math.round(longestMs), peakMib: Math.round(peakMib)})}\n`,
      );
      expect(longestMs).toBeLessThan(10_000);
      expect(peakMib).toBeLessThan(180);
      if (follow === 'slices') expect(await differences(database)).toEqual(noDifferences);
    },
  );
});
