import {describe, expect, it} from 'vitest';
import {fillWeeks, summarise} from '../../../src/screens/agents/progress.state.ts';
import {progressRow} from '../../screens/agents/agent-rows.ts';

describe('fillWeeks', () => {
  it('makes a gap of each week without submissions, also across the change of the clock and of the year', () => {
    const rows = [
      progressRow('2025-12-22', 50),
      progressRow('2026-01-12', 53),
      progressRow('2026-01-19', 54),
    ];
    expect(fillWeeks(rows)).toEqual({
      first: '2025-12-22',
      last: '2026-01-19',
      scores: [50, null, null, 53, 54],
    });
    const spring = [progressRow('2026-03-23', 1), progressRow('2026-04-06', 2)];
    expect(fillWeeks(spring)?.scores).toEqual([1, null, 2]);
  });

  it('makes a gap of a week whose score is unknown', () => {
    expect(fillWeeks([progressRow('2026-11-09', null), progressRow('2026-11-16', 1)])?.scores).toEqual([
      null,
      1,
    ]);
  });

  it('leaves out a week so far off that the line would have no end', () => {
    const rows = [progressRow('0001-01-01', 1), progressRow('2026-11-09', 2), progressRow('2026-11-16', 3)];
    expect(fillWeeks(rows)?.scores).toEqual([2, 3]);
  });

  it('is nothing without rows', () => {
    expect(fillWeeks([])).toBeNull();
  });
});

describe('summarise', () => {
  it('takes the latest week, and the extremes of all', () => {
    const rows = [
      progressRow('2026-11-09', 50, {
        best_composite_score: 80,
        worst_composite_score: 30,
        submission_count: 4,
      }),
      progressRow('2026-11-16', 47.5, {wow_composite_delta: -2.5, submission_count: 2}),
    ];
    expect(summarise(rows)).toEqual({now: 47.5, change: -2.5, best: 80, worst: 30, submissions: 6});
  });

  it('knows nothing of no rows', () => {
    expect(summarise([])).toEqual({now: null, change: null, best: null, worst: null, submissions: 0});
  });
});
