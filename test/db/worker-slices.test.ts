import {randomUUID} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {workOnce} from '../../src/pipeline/work-once.ts';
import {type FollowedByWorker, startWorker, type Worker} from '../../src/pipeline/worker.ts';
import {createDatabase, servers, type TestDatabase} from '../support/servers.ts';
import {differences, noDifferences} from '../support/twins.ts';

const challenge = randomUUID();

describe.each(servers)('a worker that follows slices on $name', server => {
  let database: TestDatabase;
  let lines: string[] = [];
  const workers: Worker[] = [];

  beforeEach(async () => {
    database = await createDatabase(server);
    lines = [];
    if (!server.hasCron) await database.client`delete from lanewatch_cron.job`;
  });

  afterEach(async () => {
    await Promise.all(workers.splice(0).map(worker => worker.stop(0)));
    await database.release();
  });

  function start(follow: FollowedByWorker = 'slices'): Worker {
    const worker = startWorker(database.connection, {
      schema: 'public',
      version: 'test',
      follow,
      pollMs: 60_000,
      debounce: {quietMs: 100, longestMs: 500},
      log: ({text}) => lines.push(text),
    });
    workers.push(worker);
    return worker;
  }

  async function score(points: number, on = challenge): Promise<void> {
    await database.client`
      insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score)
      values (${randomUUID()}, ${on}, 'scored', jsonb_build_object('speed', ${points}::int), ${points})`;
  }

  async function value(text: string): Promise<unknown> {
    const [row] = await database.client.unsafe<{value: unknown}[]>(text);
    return row?.value;
  }
  const samples = () =>
    value('select max(sample_count)::int as value from analytics_lane_score_distribution');
  const waiting = () =>
    value(
      `select count(*)::int as value from analytics_refresh_queue where recomputed_at is null or taken_at is null`,
    );

  it('shows an event within two seconds, and leaves the views to their schedule', async () => {
    const worker = start();
    await expect.poll(() => worker.facts.state, {timeout: 10_000}).toBe('idle');
    await score(50);
    await expect.poll(samples, {timeout: 2_000, interval: 20}).toBe(1);
    await expect.poll(waiting, {timeout: 2_000}).toBe(0);
    expect(lines).toContainEqual(expect.stringMatching(/^refreshed 1 slice in \d+ ms$/));
    expect(
      await value(`select count(*)::int as value from analytics_refresh_log where cause = 'event'`),
    ).toBe(0);
  });

  it('computes two slices at once where several wait, and one where one waits', async () => {
    const worker = start();
    await expect.poll(() => worker.facts.state, {timeout: 10_000}).toBe('idle');
    const held = () =>
      value(`select count(*)::int as value from pg_locks
        where not granted and relation = 'analytics_agent_progress'::regclass`);
    const holder = database.open();
    await holder.unsafe('begin; lock analytics_agent_progress in share mode');
    await score(50);
    await expect.poll(held, {timeout: 5_000}).toBe(1);
    await score(51);
    await expect.poll(() => value('select count(*)::int as value from analytics_refresh_queue')).toBe(2);
    expect(await held()).toBe(1);
    for (const points of [60, 70, 80]) await score(points, randomUUID());
    await expect.poll(held, {timeout: 5_000}).toBe(2);
    const sessions = await value(
      `select count(*)::int as value from pg_stat_activity
        where datname = current_database() and application_name = 'lanewatch slices'`,
    );
    expect(sessions).toBe(2);
    await holder.unsafe('commit');
    await expect.poll(waiting, {timeout: 10_000}).toBe(0);
    expect(await differences(database)).toEqual(noDifferences);
    expect(worker.facts.failedCount).toBe(0);
  });

  it('is joined by a second one, and together they keep up with many challenges', async () => {
    const both = [start(), start()];
    for (let nth = 0; nth < 200; nth += 1) await score(nth % 100, randomUUID());
    await expect.poll(waiting, {timeout: 10_000}).toBe(0);
    expect(both.map(({facts}) => facts.lastError)).toEqual([null, null]);
    expect(await differences(database)).toEqual(noDifferences);
  });

  it('shows a bout that is decided later', async () => {
    const worker = start();
    await database.client`
      insert into submissions (agent_id, challenge_id, bout_id, status, final_lane_scores)
      select gen_random_uuid(), ${challenge}, gen_random_uuid(), 'scored', '{"speed": 1}' from generate_series(1, 5)`;
    await expect.poll(samples, {timeout: 10_000}).toBe(5);
    await expect.poll(() => worker.ears.state().link, {timeout: 10_000}).toBe('live');
    await database.client`
      insert into bout_results (bout_id, winner_agent_id) select bout_id, agent_id from submissions`;
    const winners = () => value('select max(agents_with_win)::int as value from analytics_time_to_first_win');
    await expect.poll(winners, {timeout: 2_000, interval: 20}).toBe(5);
  });

  it('takes no event from a worker that follows whole views, also while that one is away', async () => {
    const viewSamples = () => value('select max(sample_count)::int as value from mv_lane_score_distribution');
    const views = start('views');
    await expect.poll(() => views.facts.state, {timeout: 10_000}).toBe('idle');
    const slices = start();
    await expect.poll(() => slices.facts.state, {timeout: 10_000}).toBe('idle');
    await score(50);
    await expect.poll(samples, {timeout: 10_000}).toBe(1);
    await expect.poll(viewSamples, {timeout: 10_000}).toBe(1);
    await expect.poll(waiting, {timeout: 10_000}).toBe(0);
    await views.stop(0);
    await score(51);
    await expect.poll(samples, {timeout: 10_000}).toBe(2);
    await expect.poll(() => slices.facts.state, {timeout: 10_000}).toBe('idle');
    expect(await viewSamples()).toBe(1);
    start('views');
    await expect.poll(viewSamples, {timeout: 10_000}).toBe(2);
    await expect.poll(waiting, {timeout: 10_000}).toBe(0);
  });

  it('tells of a slice that fails, tries it again by itself, and goes on with the others', async () => {
    const {client} = database;
    await client.unsafe(
      `alter table analytics_agent_progress add constraint poison check (challenge_id <> '${challenge}')`,
    );
    const worker = start();
    await score(50);
    await score(60, randomUUID());
    await expect.poll(samples, {timeout: 10_000}).toBe(1);
    await expect.poll(() => worker.facts.lastError, {timeout: 5_000}).toMatch(`challenge ${challenge}: `);
    await client.unsafe('alter table analytics_agent_progress drop constraint poison');
    await client`update analytics_slice set retry_at = now() + interval '300 ms' where attempts > 0`;
    // It learns of the new moment with the next event.
    await score(70, randomUUID());
    await expect.poll(waiting, {timeout: 10_000}).toBe(0);
  });

  it('refreshes whole views where the schema has no twins', async () => {
    await database.client.unsafe(`alter table analytics_twin_state rename to not_yet;
      alter function analytics_follow_views() rename to not_yet`);
    start();
    await score(50);
    await expect
      .poll(() => value('select max(sample_count)::int as value from mv_lane_score_distribution'), {
        timeout: 15_000,
      })
      .toBe(1);
  });

  it('can do once what waits', async () => {
    const once = () =>
      workOnce(database.connection, {
        schema: 'public',
        follow: 'slices',
        log: ({text}) => lines.push(text),
        signal: new AbortController().signal,
      });
    await once();
    await score(50);
    expect(await once()).toBe('refreshed');
    expect(await waiting()).toBe(0);
    expect(await once()).toBe('nothing waits');
    await database.client.unsafe(
      `alter table analytics_agent_progress add constraint poison check (challenge_id <> '${challenge}') not valid`,
    );
    await score(51);
    expect(await once()).toBe('left undone');
    expect(await once()).toBe('left undone');
  });
});
