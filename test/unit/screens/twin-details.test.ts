import {describe, expect, it} from 'vitest';
import type {TwinsSnapshot} from '../../../src/health/snapshot/pipeline.ts';
import type {ListTwinsRow} from '../../../src/queries/list-twins.ts';
import {twinDetails, twinsSummary} from '../../../src/screens/views/twin-details.ts';

const now = new Date('2026-06-01T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);

const row: ListTwinsRow = {
  view_name: 'mv_agent_progress',
  twin_name: 'analytics_agent_progress',
  live_rows: 3488,
  computed_count: 12,
  slice_count: 12,
  latest_at: ago(30_000),
  latest_ms: 12,
};
const well: TwinsSnapshot = {
  isComplete: true,
  shownUntil: now,
  seenAt: now,
  viewsFrom: ago(600_000),
  waitingCount: 0,
  verifiedAt: ago(3_600_000),
  differingSlices: 0,
  differingRows: 0,
  failingCount: 0,
  failing: null,
};
const lagging = {...well, shownUntil: ago(27_000), waitingCount: 2};
const failing = {
  ...well,
  failingCount: 2,
  failing: {challengeId: 'c1', attempts: 3, error: 'out of\u001B[2J range'},
};

function told(state: TwinsSnapshot, over: Partial<ListTwinsRow> = {}): string[] {
  return twinDetails({row: {...row, ...over}, state}, now).map(
    ({label, value}) => `${label}: ${String(value)}`,
  );
}

describe('what Views tells of a live twin', () => {
  it('says what it holds, what was computed last, and how it compared', () => {
    expect(told(well)).toEqual([
      'twin: analytics_agent_progress, about 3,488 rows, up to date',
      'computed: 11:59:30Z, a challenge in 12 ms; the same as the views 11:00:00Z',
    ]);
  });

  it('says how far it is behind, and what waits', () => {
    expect(told(lagging)[0]).toContain(', 20 s behind, 2 challenges wait');
    expect(told({...lagging, shownUntil: ago(200)})[0]).toMatch(/, up to date$/);
    expect(told({...lagging, waitingCount: 1})[0]).toContain('20 s behind, 1 challenge waits');
  });

  it('says what differed', () => {
    expect(told({...well, differingRows: 31, differingSlices: 2})[1]).toContain(
      '; 31 rows of 2 challenges differed from the views 11:00:00Z',
    );
  });

  it('says what fails, without what a terminal could act on', () => {
    expect(told(failing).at(-1)).toBe('failing: challenge c1 and 1 more, 3 times in a row: out of range');
  });

  it('says that it is not filled, never computed and never compared', () => {
    const empty = {...well, isComplete: false, waitingCount: 9, verifiedAt: null};
    expect(told(empty, {computed_count: 3, latest_at: null})).toEqual([
      'twin: analytics_agent_progress, about 3,488 rows, not filled yet, 3 of 12 challenges; lanewatch backfill fills it',
      'computed: nothing yet; never compared with the views',
    ]);
  });

  it.each([
    [null, ''],
    [well, ' · twins up to date'],
    [lagging, ' · twins 20 s behind'],
    [failing, ' · twins 2 failing, up to date'],
    [{...well, isComplete: false}, ' · twins not filled yet'],
  ])('is summed up: %#', (state, text) => {
    expect(
      twinsSummary(state)
        .map(segment => segment.text)
        .join(''),
    ).toBe(text);
  });
});
