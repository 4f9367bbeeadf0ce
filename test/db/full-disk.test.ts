import {randomUUID} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {startWorker, type Worker} from '../../src/pipeline/worker.ts';
import {createDatabase, servers, type TestDatabase} from '../support/servers.ts';
import {mountSmallDisk, type SmallDisk} from '../support/small-disk.ts';
import {differences, noDifferences} from '../support/twins.ts';
import {lookAt} from './health/look.ts';

describe.each(servers)('a disk that is full on $name', server => {
  const challenge = randomUUID();
  let database: TestDatabase;
  let worker: Worker;
  let disk: SmallDisk | null = null;

  beforeEach(async context => {
    disk = await mountSmallDisk(8);
    if (disk === null) return context.skip('this user may not mount a small disk');
    database = await createDatabase(server);
    await database.client.unsafe(`create tablespace small location '${disk.folder}'`);
    if (!server.hasCron) await database.client`delete from lanewatch_cron.job`;
    worker = startWorker(database.connection, {schema: 'public', version: 'test', follow: 'slices'});
    await score([challenge], 10);
    await expect.poll(waiting, {timeout: 10_000}).toBe(0);
  });

  afterEach(async () => {
    if (disk === null) return;
    await worker.stop(0);
    await database.release();
    const admin = await createDatabase(server, {migrated: false});
    await admin.client.unsafe('drop tablespace small');
    await admin.release();
    await disk.remove();
  });

  /** As many attempts of so many agents on each challenge, by one statement. */
  async function score(challenges: readonly string[], agents: number, attempts = 2): Promise<void> {
    await database.client`
      insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score, created_at)
      select agent, challenge::uuid, 'scored', '{"speed": 50, "style": 60}', 50, now() - nth * interval '1 day'
      from (select gen_random_uuid() as agent from generate_series(1, ${agents}::int)) as agent,
        jsonb_array_elements_text(${challenges}::jsonb) as challenge, generate_series(1, ${attempts}::int) as nth`;
  }

  async function count(from: string): Promise<number> {
    const [row] = await database.client.unsafe<{n: number}[]>(`select count(*)::int as n from ${from}`);
    return row?.n ?? -1;
  }
  const waiting = () => count('analytics_refresh_queue where recomputed_at is null');
  const findings = async (id: string) => (await lookAt(database.connection)).named(id);

  it('while a slice is written is told, and made up for when there is room again', async () => {
    const {client} = database;
    await client.unsafe('alter table analytics_weakness_patterns set tablespace small');
    await disk?.fill();
    await score([challenge], 3_000);
    await expect.poll(() => worker.facts.lastError, {timeout: 10_000}).toMatch(/could not extend file/);
    const [found] = await findings('pipeline.slice-failing');
    expect(found?.message).toMatch(`challenge ${challenge} failed 1 time in a row: could not extend file`);
    // The numbers of before are there, of all four twins, and the events wait.
    expect(await count('analytics_weakness_patterns')).toBe(20);
    expect(await count('analytics_lane_score_distribution where sample_count = 20')).toBe(2);
    expect(await waiting()).toBe(1);
    // Another challenge needs no room there: nobody is weak after one attempt.
    const other = randomUUID();
    await score([other], 1, 1);
    await expect
      .poll(() => count(`analytics_agent_progress where challenge_id = '${other}'`), {timeout: 10_000})
      .toBeGreaterThan(0);
    expect(worker.facts.state).not.toBe('stopped');

    await disk?.clear();
    await client`update analytics_slice set retry_at = now() where attempts > 0`;
    await score([other], 1, 1);
    await expect.poll(waiting, {timeout: 10_000}).toBe(0);
    expect(await differences(database)).toEqual(noDifferences);
    expect(await findings('pipeline.slice-failing')).toEqual([]);
  });

  it('under the outbox fails no writer, and what was not noted is found by the comparison', async () => {
    const {client} = database;
    await client.unsafe('alter table analytics_refresh_queue set tablespace small');
    await disk?.fill();
    const challenges = Array.from({length: 300}, () => randomUUID());
    await score(challenges, 1);
    expect(await waiting()).toBe(0);
    await disk?.clear();
    expect(await count('submissions')).toBe(20 + 2 * challenges.length);
    await client`call analytics_verify_twins()`;
    const [found] = await findings('pipeline.twins-differ');
    expect(found?.message).toMatch(/of 300 challenges differed/);
    await score([challenge], 1);
    const wanted = () => count('analytics_slice where wanted_at is not null');
    await expect.poll(wanted, {timeout: 20_000}).toBe(0);
    expect(await differences(database)).toEqual(noDifferences);
  });
});
