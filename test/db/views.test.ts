import {describe, expect, it} from 'vitest';
import {laneScoreDistribution} from '../support/reference-views.ts';
import {provideDatabase, servers} from '../support/servers.ts';
import {
  createViewFixture,
  makeSubmission,
  monday,
  type Row,
  uuid,
  viewNames,
} from '../support/view-fixture.ts';

describe.each(servers)('the views on $name', server => {
  const database = provideDatabase(server);
  const {load, refreshAndRead, read} = createViewFixture(database);

  it('are empty, and refresh, on an empty database', async () => {
    await load([]);
    for (const view of viewNames) expect(await refreshAndRead(view)).toEqual([]);
  });

  it.each([1, 4, 5, 6])('hold a challenge with %i samples', async count => {
    const submissions = Array.from({length: count}, (_, n) =>
      makeSubmission({agentId: uuid('a', n), scores: {speed: n * 10}}),
    );
    await load(submissions);
    const rows = await refreshAndRead('mv_lane_score_distribution');
    expect(rows).toEqual(laneScoreDistribution(submissions));
    expect(rows).toMatchObject([{sample_count: count, p50: (count - 1) * 5}]);
  });

  it('interpolate percentiles within a challenge and never across challenges', async () => {
    await load([
      ...[0, 10, 20, 30].map(speed => makeSubmission({scores: {speed}})),
      ...[1000, 1001].map(speed => makeSubmission({challengeId: uuid('c', 2), scores: {speed}})),
    ]);
    expect(await refreshAndRead('mv_lane_score_distribution')).toMatchObject([
      {
        challenge_id: uuid('c', 1),
        p10: 3,
        p25: 7.5,
        p50: 15,
        p75: 22.5,
        p90: 27,
        mean_score: 15,
        stddev_score: 12.91,
      },
      {challenge_id: uuid('c', 2), p10: 1000.1, p25: 1000.25, p50: 1000.5, p75: 1000.75, p90: 1000.9},
    ]);
  });

  it.each([
    ['NULL', null],
    ['null', 'null'],
    ['an array', '[1, 2]'],
    ['an empty array', '[]'],
    ['a number', '42'],
    ['a string', '"speed"'],
    ['a boolean', 'true'],
    ['a null value', '{"speed": null}'],
    ['a string value', '{"speed": "50"}'],
    ['a boolean value', '{"speed": true}'],
    ['an array value', '{"speed": [50]}'],
    ['an empty array value', '{"speed": []}'],
    ['a nested value', '{"speed": {"value": 50}}'],
    ['no value', '{}'],
    ['a number no float can hold', '{"speed": 1e400}'],
    ['a negative number no float can hold', '{"speed": -1e400}'],
    ['a number whose square no float can hold', '{"speed": 1e200}'],
    ['a number of four thousand digits', `{"speed": ${'9'.repeat(4000)}}`],
  ])('leave out %s and refresh all the same', async (_kind, scores) => {
    await load([makeSubmission({}), makeSubmission({agentId: uuid('a', 2)}), makeSubmission({})]);
    await database()
      .client`update submissions set final_lane_scores = ${scores}::text::jsonb where agent_id = ${uuid('a', 2)}`;
    expect(await refreshAndRead('mv_lane_score_distribution')).toMatchObject([
      {lane_key: 'speed', sample_count: 2},
    ]);
    expect(await refreshAndRead('mv_weakness_patterns')).toMatchObject([
      {agent_id: uuid('a', 1), attempt_count: 2},
    ]);
  });

  it.each(['1e-400', '-1e-400', '0', '-0', '0.0000'])('count %s as zero', async number => {
    await load([makeSubmission({})]);
    await database()
      .client`update submissions set final_lane_scores = ${`{"speed": ${number}}`}::text::jsonb`;
    expect(await refreshAndRead('mv_lane_score_distribution')).toMatchObject([
      {sample_count: 1, mean_score: 0, max_score: 0},
    ]);
  });

  it.each(['NaN', 'Infinity', '-Infinity', '1e400', '1e200'])(
    'leave out a composite score of %s',
    async number => {
      await load([makeSubmission({compositeScore: 10}), makeSubmission({agentId: uuid('a', 2)})]);
      await database()
        .client`update submissions set composite_score = ${number}::text::numeric where agent_id = ${uuid('a', 2)}`;
      expect(await refreshAndRead('mv_agent_progress')).toMatchObject([
        {agent_id: uuid('a', 1), avg_composite_score: 10},
        {agent_id: uuid('a', 2), submission_count: 1, avg_composite_score: null, best_composite_score: null},
      ]);
    },
  );

  it('refresh although a submission has no finite time', async () => {
    await load([
      makeSubmission({}),
      makeSubmission({createdAt: new Date(monday + 86_400_000)}),
      makeSubmission({}),
    ]);
    await database()
      .client`update submissions set created_at = 'infinity' where id = (select min(id::text)::uuid from submissions)`;
    for (const view of viewNames) await refreshAndRead(view);
    expect(await read('mv_lane_score_distribution')).toMatchObject([{sample_count: 2}]);
  });

  it('put an average that ties with a percentile into the better category', async () => {
    const others = [10, 20, 30, 40].map((speed, n) =>
      makeSubmission({agentId: uuid('b', n), scores: {speed}}),
    );
    // With ten attempts at v beside them, the percentiles of all fourteen are known.
    const at = (speed: number) =>
      Array.from({length: 10}, () => makeSubmission({agentId: uuid('a', 1), scores: {speed}}));
    for (const speed of [10, 25, 40]) {
      await load([...others, ...at(speed)]);
      const [row] = await refreshAndRead('mv_weakness_patterns');
      expect(row).toMatchObject({attempt_count: 10, avg_score: speed});
      const ties = [row?.challenge_p25, row?.challenge_p50, row?.challenge_p75].includes(speed);
      expect(ties).toBe(true);
      expect(row?.performance_category).toBe('average');
    }
  });

  it('need two attempts for a pattern', async () => {
    await load([
      makeSubmission({}),
      makeSubmission({agentId: uuid('a', 2)}),
      makeSubmission({agentId: uuid('a', 2)}),
    ]);
    expect(await refreshAndRead('mv_weakness_patterns')).toMatchObject([
      {agent_id: uuid('a', 2), attempt_count: 2},
    ]);
  });

  it('give the slope per day, positive where an agent improves', async () => {
    const day = (n: number, speed: number) =>
      makeSubmission({scores: {speed}, createdAt: new Date(monday + n * 86_400_000)});
    await load([day(0, 10), day(1, 12), day(2, 14), day(4, 18)]);
    expect(await refreshAndRead('mv_weakness_patterns')).toMatchObject([{score_trend_slope: 2}]);
    await load([day(0, 10), day(3, 9)]);
    expect(await refreshAndRead('mv_weakness_patterns')).toMatchObject([{score_trend_slope: -0.333333}]);
  });

  it.each([2, 3, 6, 7, 10, 49])('give no slope where all of %i attempts share one instant', async count => {
    const createdAt = new Date(Date.UTC(2026, 10, 22, 16, 9, 33, 123));
    await load(Array.from({length: count}, (_, n) => makeSubmission({scores: {speed: n * 7}, createdAt})));
    await database().client`update submissions set created_at = created_at + interval '457 microseconds'`;
    expect(await refreshAndRead('mv_weakness_patterns')).toMatchObject([
      {attempt_count: count, score_trend_slope: null},
    ]);
  });

  it('keep the slope of attempts that lie microseconds apart', async () => {
    await load([
      makeSubmission({scores: {speed: 0}}),
      makeSubmission({scores: {speed: 1}}),
      makeSubmission({scores: {speed: 2}}),
    ]);
    await database().client`update submissions
      set created_at = timestamptz '2026-11-22 16:09:33.000001+00' + (final_lane_scores ->> 'speed')::int * interval '1 microsecond'`;
    expect(await refreshAndRead('mv_weakness_patterns')).toMatchObject([{score_trend_slope: 86_400_000_000}]);
  });

  it('compare a week with the week before it that has submissions', async () => {
    const week = (n: number, compositeScore: number | null) =>
      makeSubmission({compositeScore, createdAt: new Date(monday + n * 7 * 86_400_000)});
    await load([week(0, 40), week(0, 41), week(3, 50.5), week(4, 50.25)]);
    expect(await refreshAndRead('mv_agent_progress')).toMatchObject([
      {
        week: '2026-06-01',
        submission_count: 2,
        avg_composite_score: 40.5,
        best_composite_score: 41,
        wow_composite_delta: null,
      },
      {week: '2026-06-22', worst_composite_score: 50.5, wow_composite_delta: 10},
      {week: '2026-06-29', wow_composite_delta: -0.25},
    ]);
  });

  it('give the same weeks in every time zone', async () => {
    const edges = [
      '2026-05-31T23:59:59.999Z',
      '2026-06-01T00:00:00Z',
      '2026-06-07T23:59:59.999Z',
      '2026-06-08T00:00:00Z',
    ];
    await load(edges.map(moment => makeSubmission({createdAt: new Date(moment)})));
    const {client, open, connection} = database();
    const seen: Row[][] = [];
    for (const zone of ['Asia/Kolkata', 'America/New_York', 'UTC']) {
      await client.unsafe(`alter database ${connection.database} set timezone = '${zone}'`);
      const session = open();
      expect(await session`show timezone`).toMatchObject([{TimeZone: zone}]);
      await session`refresh materialized view mv_agent_progress`;
      seen.push([
        ...(await session`select week::text, submission_count from mv_agent_progress order by week`),
      ]);
    }
    await client.unsafe(`alter database ${connection.database} reset timezone`);
    const weeks = [
      {week: '2026-05-25', submission_count: 1},
      {week: '2026-06-01', submission_count: 2},
      {week: '2026-06-08', submission_count: 1},
    ];
    expect(seen).toEqual([weeks, weeks, weeks]);
  });

  it('average the days to a first win over challenges where five agents have won', async () => {
    const agents = [1, 2, 3, 4, 5];
    const tries = (challenge: number, winners: readonly number[]) =>
      winners.flatMap(n => [
        makeSubmission({agentId: uuid('a', n), challengeId: uuid('c', challenge)}),
        makeSubmission({
          agentId: uuid('a', n),
          challengeId: uuid('c', challenge),
          boutId: uuid('b', n),
          createdAt: new Date(monday + n * 86_400_000),
        }),
      ]);
    const bouts = agents.map(n => ({boutId: uuid('b', n), winnerAgentId: uuid('a', n)}));
    const neverWon = makeSubmission({agentId: uuid('a', 9), boutId: uuid('b', 1)});
    const notScored = makeSubmission({
      agentId: uuid('a', 1),
      status: 'failed',
      boutId: uuid('b', 1),
      createdAt: new Date(0),
    });
    await load([...tries(1, agents), ...tries(2, [1, 2, 3, 4]), neverWon, notScored], bouts);
    expect(await refreshAndRead('mv_time_to_first_win')).toEqual([
      {challenge_id: uuid('c', 1), agents_with_win: 5, avg_days_to_first_win: 3},
    ]);
  });

  it.each(['queued', 'judging', 'failed', 'SCORED', ''])(
    'do not count a submission whose status is %j',
    async status => {
      await load([makeSubmission({status}), makeSubmission({status})]);
      for (const view of viewNames) expect(await refreshAndRead(view)).toEqual([]);
    },
  );
});
