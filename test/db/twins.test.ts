import {beforeEach, describe, expect, it} from 'vitest';
import {provideDatabase, servers} from '../support/servers.ts';
import {whileComputing} from '../support/twin-computers.ts';
import {runTwinRounds} from '../support/twin-rounds.ts';
import {differences, noDifferences, refreshSlices} from '../support/twins.ts';
import {uuid} from '../support/view-fixture.ts';

const maze = uuid('c', 1);

describe.each(servers)('the twins on $name', server => {
  const database = provideDatabase(server);

  async function verify(): Promise<{differences: Record<string, unknown>[]; busy: number}> {
    const [row] = await database().client.unsafe<
      {report: {differences: Record<string, unknown>[]; busy: number}}[]
    >(`call analytics_verify_twins('manual')`);
    if (!row) throw new Error('no report');
    return row.report;
  }

  async function score(challenge = maze, attempts = 30): Promise<void> {
    await database().client`
      insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score, created_at)
      select ('00000000-0000-4000-8000-a' || lpad((n % 5)::text, 11, '0'))::uuid, ${challenge}, 'scored',
        jsonb_build_object('speed', n * 37 % 101, 'style', n * 53 % 97), n * 41 % 89,
        timestamptz '2026-06-01 00:00+00' + n * interval '13 hours'
      from generate_series(1, ${attempts}::int) as n`;
  }

  beforeEach(async () => {
    await database().client.unsafe(`truncate submissions, bout_results cascade;
      delete from analytics_refresh_queue; update analytics_slice set wanted_at = now(), retry_at = null`);
    await refreshSlices(database());
  });

  it('agree with the views after random changes, with two sessions at work that are killed', {
    timeout: 60_000,
  }, async () => {
    const kills = await whileComputing(database(), () =>
      runTwinRounds(database(), {rounds: 40, seed: 20261122}),
    );
    expect(kills).toBeGreaterThan(3);
    expect(await verify()).toEqual({differences: [], busy: 0});
    const [left] = await database().client`select
      (select count(*)::int from analytics_refresh_queue where recomputed_at is null) as waiting,
      (select count(*)::int from analytics_weakness_patterns) > 0 as has_rows`;
    expect(left).toEqual({waiting: 0, has_rows: true});
    expect(await differences(database())).toEqual(noDifferences);
  });

  it('are compared both ways, and what differs is computed anew', async () => {
    const {client} = database();
    await score();
    expect(await verify()).toEqual({differences: [], busy: 0});
    await client.unsafe(`update analytics_weakness_patterns set avg_score = avg_score + 0.01 where lane_key = 'speed' and agent_id = '${uuid('a', 1)}';
      delete from analytics_agent_progress where agent_id = '${uuid('a', 2)}';
      insert into analytics_lane_score_distribution (challenge_id, lane_key) values ('${maze}', 'of nobody')`);
    const {differences: found} = await verify();
    expect(found).toMatchObject([
      {view_name: 'mv_agent_progress', challenge_id: maze, only_in_twin: 0},
      {view_name: 'mv_lane_score_distribution', challenge_id: maze, only_in_view: 0, only_in_twin: 1},
      {view_name: 'mv_weakness_patterns', challenge_id: maze, only_in_view: 1, only_in_twin: 1},
    ]);
    const [state] =
      await client`select differing_slices, differing_rows > 2 as several, verified_at is not null as is_dated from analytics_twin_state`;
    expect(state).toEqual({differing_slices: 1, several: true, is_dated: true});
    expect(await verify()).toEqual({differences: [], busy: 0});
    expect(await differences(database())).toEqual(noDifferences);
  });

  it('are the same where a sum fell on the other side of a tie, and in no other case', async () => {
    const {client} = database();
    const isSame = async (one: object, other: object) => {
      const [row] =
        await client`select analytics_is_same_row(${JSON.stringify(one)}::text::jsonb, ${JSON.stringify(other)}::text::jsonb) as same`;
      return row?.same;
    };
    const row = {
      avg_score: 1.234,
      attempt_count: 3,
      score_trend_slope: 0.000001,
      performance_category: 'average',
    };
    expect(await isSame(row, {...row, avg_score: 1.235, performance_category: 'below_median'})).toBe(true);
    expect(await isSame(row, {...row, score_trend_slope: 0.000002})).toBe(true);
    expect(await isSame(row, {...row, avg_score: 1.236})).toBe(false);
    expect(await isSame(row, {...row, attempt_count: 4})).toBe(false);
    expect(await isSame(row, {...row, score_trend_slope: 0.000003})).toBe(false);
    expect(await isSame(row, {...row, performance_category: 'below_median'})).toBe(false);
    expect(await isSame(row, {...row, score_trend_slope: null})).toBe(false);
  });

  it('say nothing of a challenge at which another session is', async () => {
    await score();
    await database().client`call analytics_refresh_slices()`;
    await score(maze, 1);
    await database()
      .open()
      .begin(async holder => {
        await holder`select from analytics_slice where challenge_id = ${maze} for update`;
        expect(await verify()).toEqual({differences: [], busy: 1});
      });
  });

  /** Where the session ends of itself, each time in the middle of the work. */
  const faultPoints = [
    'delete on analytics_bout_queue',
    'insert on analytics_slice',
    'insert or update or delete on analytics_lane_score_distribution',
    'insert or update or delete on analytics_weakness_patterns',
    'insert or update or delete on analytics_agent_progress',
    'update on analytics_slice',
    'update on analytics_refresh_queue',
  ];
  const faults = {
    'the session is killed': 'perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5)',
    'the disk is full': `raise exception 'could not extend file' using errcode = 'disk_full'`,
    'the statement is cancelled': `raise exception 'canceling statement' using errcode = 'query_canceled'`,
  };
  it.each(faultPoints.flatMap(point => Object.keys(faults).map(fault => [point, fault] as const)))(
    'lose nothing where at each %s %s',
    async (point, fault) => {
      const {client, open} = database();
      await score();
      await client`update submissions set bout_id = gen_random_uuid()`;
      await refreshSlices(database());
      await client.unsafe(`create function fail() returns trigger language plpgsql as $$ begin ${faults[fault as keyof typeof faults]}; return null; end $$;
        create trigger fault before ${point} for each statement execute function fail()`);
      await score(maze, 3);
      await client`insert into bout_results (bout_id, winner_agent_id) select bout_id, agent_id from submissions where bout_id is not null`;
      const session = open();
      await session.unsafe('call analytics_refresh_slices(10, true)').catch(() => {});
      const [seen] =
        await client`select (select count(*)::int from analytics_refresh_queue where recomputed_at is null) as waiting,
          (select count(*)::int from analytics_bout_queue) as bouts`;
      // The event of the bouts is in the one queue or in the other.
      expect(seen).toEqual(
        point.includes('bout') || point.includes('insert on analytics_slice')
          ? {waiting: 1, bouts: 30}
          : {waiting: 2, bouts: 0},
      );
      await client.unsafe('drop function fail() cascade; update analytics_slice set retry_at = null');
      await refreshSlices(database());
      expect(await differences(database())).toEqual(noDifferences);
    },
  );
});
