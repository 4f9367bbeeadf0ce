import {randomUUID} from 'node:crypto';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
  agentProgress,
  type Bout,
  laneScoreDistribution,
  type Submission,
  timeToFirstWin,
  weaknessPatterns,
} from '../support/reference-views.ts';
import {provideDatabase, servers} from '../support/servers.ts';

type Row = Record<string, unknown>;

/** Keys, and how far a number may be from the reference: sums in another order may round the last place elsewhere. */
const keyColumns = {
  mv_lane_score_distribution: ['challenge_id', 'lane_key'],
  mv_weakness_patterns: ['agent_id', 'challenge_id', 'lane_key'],
  mv_agent_progress: ['agent_id', 'challenge_id', 'week'],
  mv_time_to_first_win: ['challenge_id'],
} as const;
type ViewName = keyof typeof keyColumns;

const uuid = (kind: string, n: number) => `00000000-0000-4000-8000-${kind}${String(n).padStart(11, '0')}`;
const monday = Date.UTC(2026, 5, 1);

const someScore = fc.oneof(
  // Few distinct values, so that averages tie with percentiles; quarters, whose rounding needs no rounding.
  fc.integer({min: 0, max: 12}).map(n => n * 5),
  fc.integer({min: -4000, max: 400_000}).map(n => n / 4),
  fc.integer({min: 0, max: 100_000}).map(n => n / 1000),
);
const malformed = fc.constantFrom(null, '7', true, [1], [], {nested: 1}, 'NaN', '');
const someScores = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.dictionary(
      fc.constantFrom('speed', 'style', 'Über', ''),
      fc.oneof({weight: 8, arbitrary: someScore}, malformed),
    ),
  },
  {weight: 1, arbitrary: fc.constantFrom(null, [], [1, 2], 'x', 5, true, {})},
);
const someSubmission: fc.Arbitrary<Submission> = fc.record({
  id: fc.uuid(),
  agentId: fc.integer({min: 1, max: 8}).map(n => uuid('a', n)),
  challengeId: fc.integer({min: 1, max: 3}).map(n => uuid('c', n)),
  boutId: fc.option(fc.integer({min: 1, max: 20}).map(n => uuid('b', n))),
  status: fc.oneof(
    {weight: 6, arbitrary: fc.constant('scored')},
    fc.constantFrom('queued', 'judging', 'failed'),
  ),
  scores: someScores,
  compositeScore: fc.option(
    fc.integer({min: 0, max: 400}).map(n => n / 4),
    {freq: 8},
  ),
  // Half-hours over five weeks: repeated moments, and the edges of weeks.
  createdAt: fc.integer({min: 0, max: 5 * 7 * 48}).map(n => new Date(monday + n * 1_800_000)),
});
const someBouts: fc.Arbitrary<Bout[]> = fc.uniqueArray(
  fc.record({
    boutId: fc.integer({min: 1, max: 20}).map(n => uuid('b', n)),
    winnerAgentId: fc.option(fc.integer({min: 1, max: 8}).map(n => uuid('a', n))),
  }),
  {selector: bout => bout.boutId, maxLength: 20},
);

describe.each(servers)('the views on $name', server => {
  const database = provideDatabase(server);

  async function load(submissions: readonly Submission[], bouts: readonly Bout[] = []): Promise<void> {
    const {client} = database();
    await client`truncate submissions, bout_results cascade`;
    await client`insert into bout_results (bout_id, winner_agent_id)
      select "boutId", "winnerAgentId"
      from jsonb_to_recordset(${JSON.stringify(bouts)}::text::jsonb) as bout ("boutId" uuid, "winnerAgentId" uuid)`;
    await client`
      insert into submissions (id, agent_id, challenge_id, bout_id, status, final_lane_scores, composite_score, created_at)
      select (s ->> 'id')::uuid, (s ->> 'agentId')::uuid, (s ->> 'challengeId')::uuid, (s ->> 'boutId')::uuid,
        s ->> 'status', nullif(s -> 'scores', 'null'), (s ->> 'compositeScore')::numeric, (s ->> 'createdAt')::timestamptz
      from jsonb_array_elements(${JSON.stringify(submissions)}::text::jsonb) as s`;
  }

  async function refreshAndRead(view: ViewName): Promise<Row[]> {
    const {client} = database();
    await client`call analytics_refresh(${view})`;
    return read(view);
  }

  async function read(view: ViewName): Promise<Row[]> {
    const rows = await database().client.unsafe(`select * from ${view} order by ${keyColumns[view].join()}`);
    return [...rows].map(({week, ...row}) =>
      week instanceof Date ? {...row, week: week.toISOString().slice(0, 10)} : row,
    );
  }

  /** Row by row and column by column; names the column that differs. */
  function expectSameRows(
    view: ViewName,
    actual: readonly Row[],
    expected: readonly Row[],
    tolerance: number,
  ): void {
    const byKey = (rows: readonly Row[]) =>
      new Map(rows.map(row => [JSON.stringify(keyColumns[view].map(column => row[column])), row]));
    const [found, wanted] = [byKey(actual), byKey(expected)];
    expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort());
    for (const [key, row] of wanted) {
      const other = found.get(key) ?? {};
      expect(Object.keys(other).sort()).toEqual(Object.keys(row).sort());
      for (const [column, value] of Object.entries(row)) {
        const label = `${view}.${column} of ${key}`;
        if (typeof value === 'number' && typeof other[column] === 'number')
          expect(
            Math.abs(other[column] - value),
            `${label}: ${other[column]} and ${value}`,
          ).toBeLessThanOrEqual(tolerance);
        else expect(other[column], label).toEqual(value);
      }
    }
  }

  it('hold on random data what their definitions in words say', {timeout: 120_000}, async () => {
    const data = fc.tuple(fc.array(someSubmission, {minLength: 0, maxLength: 150}), someBouts);
    await fc.assert(
      fc.asyncProperty(data, async ([drawn, bouts]) => {
        const submissions = drawn.map(submission => ({...submission, id: randomUUID()}));
        await load(submissions, bouts);
        const expected = {
          mv_lane_score_distribution: laneScoreDistribution(submissions),
          mv_weakness_patterns: weaknessPatterns(submissions),
          mv_agent_progress: agentProgress(submissions),
          mv_time_to_first_win: timeToFirstWin(submissions, bouts),
        };
        for (const view of Object.keys(keyColumns) as ViewName[]) {
          const step = view === 'mv_time_to_first_win' ? 0.1 : 0.001;
          // A sum in another order may fall on the other side of a tie in the last place, never further.
          expectSameRows(view, await refreshAndRead(view), expected[view], step * 1.0001);
        }
      }),
      {numRuns: 60, seed: 20261122, endOnFailure: false},
    );
  });

  function submission(over: Partial<Submission>): Submission {
    return {
      id: randomUUID(),
      agentId: uuid('a', 1),
      challengeId: uuid('c', 1),
      boutId: null,
      status: 'scored',
      scores: {speed: 50},
      compositeScore: 50,
      createdAt: new Date(monday),
      ...over,
    };
  }

  it('are empty, and refresh, on an empty database', async () => {
    await load([]);
    for (const view of Object.keys(keyColumns) as ViewName[]) expect(await refreshAndRead(view)).toEqual([]);
  });

  it.each([1, 4, 5, 6])('hold a challenge with %i samples', async count => {
    const submissions = Array.from({length: count}, (_, n) =>
      submission({agentId: uuid('a', n), scores: {speed: n * 10}}),
    );
    await load(submissions);
    const rows = await refreshAndRead('mv_lane_score_distribution');
    expect(rows).toEqual(laneScoreDistribution(submissions));
    expect(rows).toMatchObject([{sample_count: count, p50: (count - 1) * 5}]);
  });

  it('interpolate percentiles within a challenge and never across challenges', async () => {
    await load([
      ...[0, 10, 20, 30].map(speed => submission({scores: {speed}})),
      ...[1000, 1001].map(speed => submission({challengeId: uuid('c', 2), scores: {speed}})),
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
    await load([submission({}), submission({agentId: uuid('a', 2)}), submission({})]);
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
    await load([submission({})]);
    await database()
      .client`update submissions set final_lane_scores = ${`{"speed": ${number}}`}::text::jsonb`;
    expect(await refreshAndRead('mv_lane_score_distribution')).toMatchObject([
      {sample_count: 1, mean_score: 0, max_score: 0},
    ]);
  });

  it.each(['NaN', 'Infinity', '-Infinity', '1e400', '1e200'])(
    'leave out a composite score of %s',
    async number => {
      await load([submission({compositeScore: 10}), submission({agentId: uuid('a', 2)})]);
      await database()
        .client`update submissions set composite_score = ${number}::text::numeric where agent_id = ${uuid('a', 2)}`;
      expect(await refreshAndRead('mv_agent_progress')).toMatchObject([
        {agent_id: uuid('a', 1), avg_composite_score: 10},
        {agent_id: uuid('a', 2), submission_count: 1, avg_composite_score: null, best_composite_score: null},
      ]);
    },
  );

  it('refresh although a submission has no finite time', async () => {
    await load([submission({}), submission({createdAt: new Date(monday + 86_400_000)}), submission({})]);
    await database()
      .client`update submissions set created_at = 'infinity' where id = (select min(id::text)::uuid from submissions)`;
    for (const view of Object.keys(keyColumns) as ViewName[]) await refreshAndRead(view);
    expect(await read('mv_lane_score_distribution')).toMatchObject([{sample_count: 2}]);
  });

  it('put an average that ties with a percentile into the better category', async () => {
    const others = [10, 20, 30, 40].map((speed, n) => submission({agentId: uuid('b', n), scores: {speed}}));
    // With ten attempts at v beside them, the percentiles of all fourteen are known.
    const at = (speed: number) =>
      Array.from({length: 10}, () => submission({agentId: uuid('a', 1), scores: {speed}}));
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
    await load([submission({}), submission({agentId: uuid('a', 2)}), submission({agentId: uuid('a', 2)})]);
    expect(await refreshAndRead('mv_weakness_patterns')).toMatchObject([
      {agent_id: uuid('a', 2), attempt_count: 2},
    ]);
  });

  it('give the slope per day, positive where an agent improves', async () => {
    const day = (n: number, speed: number) =>
      submission({scores: {speed}, createdAt: new Date(monday + n * 86_400_000)});
    await load([day(0, 10), day(1, 12), day(2, 14), day(4, 18)]);
    expect(await refreshAndRead('mv_weakness_patterns')).toMatchObject([{score_trend_slope: 2}]);
    await load([day(0, 10), day(3, 9)]);
    expect(await refreshAndRead('mv_weakness_patterns')).toMatchObject([{score_trend_slope: -0.333333}]);
  });

  it.each([2, 3, 6, 7, 10, 49])('give no slope where all of %i attempts share one instant', async count => {
    const createdAt = new Date(Date.UTC(2026, 10, 22, 16, 9, 33, 123));
    await load(Array.from({length: count}, (_, n) => submission({scores: {speed: n * 7}, createdAt})));
    await database().client`update submissions set created_at = created_at + interval '457 microseconds'`;
    expect(await refreshAndRead('mv_weakness_patterns')).toMatchObject([
      {attempt_count: count, score_trend_slope: null},
    ]);
  });

  it('keep the slope of attempts that lie microseconds apart', async () => {
    await load([
      submission({scores: {speed: 0}}),
      submission({scores: {speed: 1}}),
      submission({scores: {speed: 2}}),
    ]);
    await database().client`update submissions
      set created_at = timestamptz '2026-11-22 16:09:33.000001+00' + (final_lane_scores ->> 'speed')::int * interval '1 microsecond'`;
    expect(await refreshAndRead('mv_weakness_patterns')).toMatchObject([{score_trend_slope: 86_400_000_000}]);
  });

  it('compare a week with the week before it that has submissions', async () => {
    const week = (n: number, compositeScore: number | null) =>
      submission({compositeScore, createdAt: new Date(monday + n * 7 * 86_400_000)});
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
    await load(edges.map(moment => submission({createdAt: new Date(moment)})));
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
        submission({agentId: uuid('a', n), challengeId: uuid('c', challenge)}),
        submission({
          agentId: uuid('a', n),
          challengeId: uuid('c', challenge),
          boutId: uuid('b', n),
          createdAt: new Date(monday + n * 86_400_000),
        }),
      ]);
    const bouts = agents.map(n => ({boutId: uuid('b', n), winnerAgentId: uuid('a', n)}));
    const neverWon = submission({agentId: uuid('a', 9), boutId: uuid('b', 1)});
    const notScored = submission({
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
      await load([submission({status}), submission({status})]);
      for (const view of Object.keys(keyColumns) as ViewName[])
        expect(await refreshAndRead(view)).toEqual([]);
    },
  );
});
