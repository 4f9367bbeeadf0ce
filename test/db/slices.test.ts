import {beforeEach, describe, expect, it, vi} from 'vitest';
import {provideDatabase, servers} from '../support/servers.ts';
import {differences, noDifferences, refreshSlices} from '../support/twins.ts';
import {uuid} from '../support/view-fixture.ts';

const [maze, tower, bridge] = [uuid('c', 1), uuid('c', 2), uuid('c', 3)];

describe.each(servers)('analytics_refresh_slices on $name', server => {
  const database = provideDatabase(server);

  /** Some agents with attempts over some weeks, in two lanes. */
  async function score(challenge: string, attempts = 40): Promise<void> {
    await database().client`
      insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score, created_at)
      select ('00000000-0000-4000-8000-a' || lpad((n % 7)::text, 11, '0'))::uuid, ${challenge}, 'scored',
        jsonb_build_object('speed', n * 37 % 101, 'style', n * 53 % 97), n * 41 % 89,
        timestamptz '2026-06-01 00:00+00' + n * interval '13 hours'
      from generate_series(1, ${attempts}::int) as n`;
  }

  async function count(sql: string): Promise<number> {
    const [row] = await database().client.unsafe<{n: number}[]>(`select count(*)::int as n from ${sql}`);
    return row?.n ?? -1;
  }
  const waiting = () => count('analytics_refresh_queue where recomputed_at is null');

  beforeEach(async () => {
    const {client} = database();
    await client.unsafe(`truncate submissions, bout_results cascade;
      truncate analytics_lane_score_distribution, analytics_weakness_patterns, analytics_agent_progress, analytics_time_to_first_win;
      truncate analytics_refresh_queue, analytics_slice; update analytics_twin_state set listed_at = null`);
  });

  it('finds by itself what was scored before it was installed', async () => {
    const {client} = database();
    await score(maze);
    await score(tower);
    await client`truncate analytics_refresh_queue`;
    const {slices, more} = await refreshSlices(database());
    expect(slices.map(({challengeId}) => challengeId).sort()).toEqual([maze, tower]);
    expect(more).toBe(false);
    expect(await differences(database())).toEqual(noDifferences);
    expect((await refreshSlices(database())).slices).toEqual([]);
  });

  it('computes only the challenge that changed, and writes only the rows that differ', async () => {
    const {client} = database();
    await score(maze);
    await score(tower);
    await refreshSlices(database());
    await client`insert into submissions (agent_id, challenge_id, status, final_lane_scores)
      values (${uuid('a', 99)}, ${maze}, 'scored', '{"brand new": 5}')`;
    const {slices} = await refreshSlices(database());
    // One lane and one week more; speed and style of the challenge and of its agents stay as they were.
    expect(slices).toMatchObject([{challengeId: maze, changedRows: 2}]);
    expect(await waiting()).toBe(0);
    expect(await count('analytics_refresh_queue where taken_at is null')).toBe(0);
    expect(await differences(database())).toEqual(noDifferences);
  });

  it.each([
    [
      'moves to another challenge',
      `update submissions set challenge_id = '${bridge}' where challenge_id = '${maze}'`,
    ],
    ['goes back to judging', `update submissions set status = 'judging' where composite_score > 40`],
    ['is corrected', `update submissions set final_lane_scores = '{"speed": 1}'`],
    ['is deleted', `delete from submissions where challenge_id = '${tower}'`],
    [
      'comes from before',
      `update submissions set created_at = created_at - interval '9 years' where composite_score > 40`,
    ],
  ])('follows a submission that %s', async (_what, change) => {
    await score(maze);
    await score(tower);
    await refreshSlices(database());
    await database().client.unsafe(change);
    expect(await differences(database())).not.toEqual(noDifferences);
    await refreshSlices(database());
    expect(await differences(database())).toEqual(noDifferences);
  });

  it('sets a poisoned slice aside and goes on with the others, and tries it again later', async () => {
    const {client} = database();
    await client.unsafe(
      `alter table analytics_agent_progress add constraint poison check (challenge_id <> '${maze}')`,
    );
    await score(maze);
    await score(tower);
    const first = await refreshSlices(database());
    expect(first.slices.find(({challengeId}) => challengeId === maze)).toMatchObject({
      sqlstate: '23514',
      error: expect.stringContaining('poison'),
    });
    expect(await count(`analytics_agent_progress where challenge_id = '${tower}'`)).toBeGreaterThan(0);
    // Nothing of a slice that failed is shown.
    expect(await count(`analytics_lane_score_distribution where challenge_id = '${maze}'`)).toBe(0);
    expect(await waiting()).toBe(1);
    expect((await refreshSlices(database())).slices).toEqual([]);
    const [slice] =
      await client`select attempts, retry_at > now() as later from analytics_slice where attempts > 0`;
    expect(slice).toEqual({attempts: 1, later: true});

    await client.unsafe('alter table analytics_agent_progress drop constraint poison');
    await client`update analytics_slice set retry_at = now()`;
    expect((await refreshSlices(database())).slices).toMatchObject([{challengeId: maze}]);
    expect(await count('analytics_slice where attempts > 0 or last_error is not null')).toBe(0);
    expect(await differences(database())).toEqual(noDifferences);
  });

  it('passes by a slice that another session computes', async () => {
    await score(maze);
    await score(tower);
    await refreshSlices(database());
    await score(maze, 1);
    await score(tower, 1);
    await database()
      .open()
      .begin(async holder => {
        await holder`select from analytics_slice where challenge_id = ${maze} for update`;
        const {slices, more} = await refreshSlices(database());
        expect(slices).toMatchObject([{challengeId: tower}]);
        expect(more).toBe(true);
      });
    expect((await refreshSlices(database())).slices).toMatchObject([{challengeId: maze}]);
  });

  it('leaves what another session has computed meanwhile to the next list', async () => {
    const {client, open} = database();
    await score(tower);
    await score(maze);
    await refreshSlices(database());
    await score(tower, 1);
    await score(maze, 1);
    const held = open();
    await held.unsafe('begin; lock analytics_agent_progress in share mode');
    const first = refreshSlices({...database(), client: open()});
    // It holds the slice of the tower and waits; the maze is next on its list.
    await vi.waitFor(async () => {
      const [row] = await client`select exists (
        select from pg_locks where not granted and relation = 'analytics_agent_progress'::regclass) as waits`;
      expect(row?.waits).toBe(true);
    });
    await client`update analytics_slice set data_as_of = clock_timestamp() where challenge_id = ${maze}`;
    await held.unsafe('commit');
    expect(await first).toMatchObject({slices: [{challengeId: tower}], more: true});
    expect((await refreshSlices(database())).slices).toMatchObject([{challengeId: maze}]);
  });

  it('does not take an event that commits while its slice is computed', async () => {
    const {open, client} = database();
    await score(maze);
    await refreshSlices(database());
    const late = open();
    // The row is there with a lower number, and commits only after the slice was computed.
    await late.unsafe('begin');
    await late`insert into submissions (agent_id, challenge_id, status, final_lane_scores)
      values (${uuid('a', 50)}, ${maze}, 'scored', '{"speed": 99}')`;
    await client`insert into submissions (agent_id, challenge_id, status, final_lane_scores)
      values (${uuid('a', 51)}, ${maze}, 'scored', '{"speed": 98}')`;
    await refreshSlices(database());
    await late.unsafe('commit');
    expect(await waiting()).toBe(1);
    await refreshSlices(database());
    expect(await differences(database())).toEqual(noDifferences);
  });

  it('takes a long outbox in small steps and computes each slice once', async () => {
    const {client} = database();
    await score(maze);
    await score(tower);
    await client`insert into analytics_refresh_queue (challenge_id, submission_count)
      select case when n % 50 = 0 then ${tower}::uuid else ${maze}::uuid end, 1 from generate_series(1, 25000) as n`;
    const {slices} = await refreshSlices(database());
    expect(slices).toHaveLength(2);
    expect(await waiting()).toBe(0);
    const steps = await count(
      `(select distinct xmin::text from analytics_refresh_queue where challenge_id = '${maze}') as step`,
    );
    expect(steps).toBe(3);
  });

  it('remembers the slice of an outbox row that is purged before it was shown', async () => {
    const {client} = database();
    await refreshSlices(database());
    await score(maze);
    await client`delete from analytics_refresh_queue`;
    expect(await count('analytics_slice where wanted_at is not null')).toBe(1);
    expect((await refreshSlices(database())).slices).toMatchObject([{challengeId: maze}]);
    expect(await count('analytics_slice where wanted_at is not null')).toBe(0);
  });

  it('reads the submissions of the challenge alone', async () => {
    const {client} = database();
    await client.unsafe(`insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score, created_at)
      select gen_random_uuid(), ('00000000-0000-4000-8000-d' || lpad((n % 100)::text, 11, '0'))::uuid, 'scored', '{"speed": 1}', 1,
        now() - n * interval '1 minute' from generate_series(1, 20000) as n; analyze submissions`);
    for (const twin of [
      'lane_score_distribution',
      'weakness_patterns',
      'agent_progress',
      'time_to_first_win',
    ]) {
      const plan = await client.unsafe<{'QUERY PLAN': string}[]>(
        `explain (costs off) select * from analytics_${twin}_definition where challenge_id = '${uuid('d', 7)}'`,
      );
      const text = plan.map(row => row['QUERY PLAN']).join('\n');
      expect(text, text).toMatch(/Index.*submissions_challenge_created_idx/);
      expect(text, text).not.toContain('Seq Scan on submissions');
    }
  });

  it('reads the submissions once for all twins, and the lanes that it has just computed', async () => {
    const [row] = await database().client.unsafe<{body: string}[]>(
      `select pg_get_functiondef('analytics_recompute_twins(uuid)'::regprocedure) as body`,
    );
    const read = row?.body.match(/(FROM|JOIN)[ (]+\S+/g)?.map(text => text.replace(/^\w+[ (]+/, ''));
    expect(read?.filter(name => name === 'public.submissions')).toHaveLength(1);
    expect(read?.filter(name => name === 'submissions')).toHaveLength(4);
    expect(row?.body).toContain('JOIN analytics_lane_score_distribution challenge');
  });

  it('refuses an isolation level in which it could miss what is committed beside it', async () => {
    const session = database().open();
    await session.unsafe(`set default_transaction_isolation = 'repeatable read'`);
    await expect(session.unsafe('call analytics_refresh_slices()')).rejects.toMatchObject({code: '25000'});
  });
});
