import {beforeEach, describe, expect, it} from 'vitest';
import {provideDatabase, servers} from '../support/servers.ts';
import {differences, noDifferences, refreshSlices} from '../support/twins.ts';
import {uuid} from '../support/view-fixture.ts';

const [maze, tower, bridge] = [uuid('c', 1), uuid('c', 2), uuid('c', 3)];

describe.each(servers)('events of bouts on $name', server => {
  const database = provideDatabase(server);

  beforeEach(async () => {
    const {client} = database();
    await client.unsafe(`truncate submissions, bout_results cascade;
      truncate analytics_refresh_queue, analytics_bout_queue; update analytics_slice set wanted_at = now()`);
    for (const challenge of [maze, tower, bridge]) {
      await client`
        insert into submissions (agent_id, challenge_id, bout_id, status, final_lane_scores, composite_score, created_at)
        select ('00000000-0000-4000-8000-a' || lpad(n::text, 11, '0'))::uuid, ${challenge},
          -- Each challenge has bouts of its own, but for the fifth agent's.
          ('00000000-0000-4000-8000-b' || lpad(case when n = 5 then '5' else n::text || right(${challenge}, 1) end, 11, '0'))::uuid,
          'scored', '{"speed": 50}', 50, now() - n * interval '3 days'
        from generate_series(1, 7) as n`;
    }
    await refreshSlices(database());
    expect(await wins()).toEqual([]);
  });

  const wins = () =>
    database().client<{challenge_id: string; agents_with_win: number}[]>`
      select challenge_id, agents_with_win from analytics_time_to_first_win order by challenge_id`;
  const computed = async () =>
    (await refreshSlices(database())).slices.map(({challengeId}) => challengeId).sort();
  const noted = async () =>
    (await database().client<{n: number}[]>`select count(*)::int as n from analytics_bout_queue`)[0]?.n;

  /** All bouts of a challenge are decided for the agent that is in them. */
  async function decide(challenge: string): Promise<void> {
    await database().client`
      insert into bout_results (bout_id, winner_agent_id)
      select bout_id, agent_id from submissions where challenge_id = ${challenge}`;
  }

  it('have the challenges computed whose submissions were scored before, and no other', async () => {
    await decide(maze);
    // The fifth agent's bout is one of all challenges.
    expect(await computed()).toEqual([maze, tower, bridge]);
    expect(await wins()).toEqual([{challenge_id: maze, agents_with_win: 7}]);
    await database()
      .client`delete from bout_results where winner_agent_id in (${uuid('a', 1)}, ${uuid('a', 2)})`;
    expect(await computed()).toEqual([maze]);
    expect(await wins()).toEqual([{challenge_id: maze, agents_with_win: 5}]);
    await database().client`
      update bout_results set winner_agent_id = ${uuid('a', 7)} where winner_agent_id = ${uuid('a', 3)}`;
    expect(await computed()).toEqual([maze]);
    expect(await wins()).toEqual([]);
    expect(await differences(database())).toEqual(noDifferences);
    expect(await noted()).toBe(0);
  });

  it('say nothing where no winner changed, or none of the submissions is the winner’s', async () => {
    const {client} = database();
    await decide(maze);
    await refreshSlices(database());
    await client`update bout_results set decided_at = now()`;
    await client`insert into bout_results (bout_id, winner_agent_id) values (${uuid('b', 900)}, null)`;
    expect(await noted()).toBe(0);
    await client`insert into bout_results (bout_id, winner_agent_id) values (${uuid('b', 62)}, ${uuid('a', 1)})`;
    expect(await noted()).toBe(1);
    expect(await computed()).toEqual([]);
    expect(await noted()).toBe(0);
  });

  it('are put into the outbox as of the moment of the decision', async () => {
    const {client} = database();
    await client`insert into bout_results (bout_id, winner_agent_id) values (${uuid('b', 5)}, ${uuid('a', 5)})`;
    await client`update analytics_bout_queue set queued_at = '2026-01-01Z'`;
    await client`select analytics_queue_bouts(10)`;
    const rows = await client`select challenge_id, submission_count, queued_at = '2026-01-01Z' as is_kept
      from analytics_refresh_queue where recomputed_at is null order by challenge_id`;
    expect(rows).toEqual(
      [maze, tower, bridge].map(challenge_id => ({challenge_id, submission_count: 1, is_kept: true})),
    );
  });

  it('are followed where a submission of the bout is scored at the same time, whichever commits last', async () => {
    const {client, open} = database();
    for (const boutIsLast of [true, false]) {
      const [writer, judge] = [open(), open()];
      await client`delete from bout_results`;
      await refreshSlices(database());
      await Promise.all([writer.unsafe('begin'), judge.unsafe('begin')]);
      await judge`insert into bout_results (bout_id, winner_agent_id)
        select ('00000000-0000-4000-8000-b' || lpad('8' || n, 11, '0'))::uuid, ('00000000-0000-4000-8000-a' || lpad(n::text, 11, '0'))::uuid
        from generate_series(1, 6) as n`;
      await writer`insert into submissions (agent_id, challenge_id, bout_id, status, final_lane_scores, created_at)
        select ('00000000-0000-4000-8000-a' || lpad(n::text, 11, '0'))::uuid, ${tower},
          ('00000000-0000-4000-8000-b' || lpad('8' || n, 11, '0'))::uuid, 'scored', '{"speed": 1}', now()
        from generate_series(1, 6) as n`;
      for (const each of boutIsLast ? [writer, judge] : [judge, writer]) {
        await each.unsafe('commit');
        await refreshSlices(database());
      }
      expect(await wins()).toEqual([{challenge_id: tower, agents_with_win: 6}]);
      await client`delete from submissions where final_lane_scores = '{"speed": 1}'`;
    }
  });

  it('never fail the writer, and are found by the comparison where they were lost', async () => {
    const {client} = database();
    await client.unsafe('alter table analytics_bout_queue rename to gone');
    const warnings: string[] = [];
    const writer = database().open({onNotice: notice => warnings.push(notice.message ?? '')});
    await writer`insert into bout_results (bout_id, winner_agent_id)
      select bout_id, agent_id from submissions where challenge_id = ${maze}`;
    expect(warnings).toEqual([expect.stringContaining('did not see this change of bout_results')]);
    await client.unsafe('alter table gone rename to analytics_bout_queue');
    const [row] = await client<
      {report: {differences: unknown[]; busy: number}}[]
    >`call analytics_verify_twins()`;
    expect(row?.report).toMatchObject({
      differences: [{view_name: 'mv_time_to_first_win', challenge_id: maze}],
      busy: 0,
    });
    await refreshSlices(database());
    expect(await wins()).toEqual([{challenge_id: maze, agents_with_win: 7}]);
  });

  it('need no rights of their writer on anything of lanewatch', async () => {
    const login = await database().createLogin();
    const writer = database().open({as: login});
    await database().client.unsafe(`grant insert on bout_results to ${login.user}`);
    await writer`insert into bout_results (bout_id, winner_agent_id) values (${uuid('b', 5)}, ${uuid('a', 5)})`;
    expect(await computed()).toEqual([maze, tower, bridge]);
  });
});
