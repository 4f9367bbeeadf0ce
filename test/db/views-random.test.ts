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
import {
  createViewFixture,
  keyColumns,
  monday,
  type Row,
  uuid,
  type ViewName,
  viewNames,
} from '../support/view-fixture.ts';

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

describe.each(servers)('the views on $name', server => {
  const {load, refreshAndRead} = createViewFixture(provideDatabase(server));

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
        for (const view of viewNames) {
          const step = view === 'mv_time_to_first_win' ? 0.1 : 0.001;
          // A sum in another order may fall on the other side of a tie in the last place, never further.
          expectSameRows(view, await refreshAndRead(view), expected[view], step * 1.0001);
        }
      }),
      {numRuns: 60, seed: 20261122, endOnFailure: false},
    );
  });
});
