import {describe, expect, it} from 'vitest';
import {dueMs, noteEvent, refreshDebounce, type Waiting} from '../../../src/pipeline/debounce.ts';
import type {OutboxLook} from '../../../src/pipeline/outbox.ts';
import {
  cycleDueMs,
  failedCycle,
  noteCycleEnd,
  noteCycleStart,
  noteLook,
  noWork,
  setAside,
} from '../../../src/pipeline/pending-work.ts';
import type {CycleResult} from '../../../src/pipeline/refresh-cycle.ts';
import {retryDelayMs, type Setback, setbackOf} from '../../../src/pipeline/setback.ts';

const look = (nowMs: number, newestId: number, hasNews = newestId > 0): OutboxLook => ({
  nowMs,
  newestId,
  snapshot: `at ${nowMs}`,
  hasNews,
});
const complete: CycleResult = {refreshed: [], fresh: new Set(), setbacks: new Map(), isComplete: true};
const lasting: Setback = {kind: 'lasting', message: 'no usable unique index', sqlstate: '55000'};
const failed = (...views: string[]): CycleResult => ({
  ...complete,
  setbacks: new Map(views.map(name => [name, lasting])),
  isComplete: false,
});

describe('the debounce', () => {
  it('waits for quiet after the latest event', () => {
    const waiting = noteEvent(noteEvent(null, 1_000), 4_000);
    expect(dueMs(waiting, refreshDebounce)).toBe(9_000);
  });

  it('acts under a steady stream no later than its limit after the first event', () => {
    let waiting: Waiting | null = null;
    for (let nowMs = 0; nowMs <= 120_000; nowMs += 100) waiting = noteEvent(waiting, nowMs);
    expect(waiting && dueMs(waiting, refreshDebounce)).toBe(30_000);
  });
});

describe('a setback', () => {
  const coded = (code: string) => Object.assign(new Error('oh'), {code});

  it.each([
    '55P03',
    '40P01',
    '40001',
    '57014',
    '57P01',
    '08006',
    '53300',
    '25006',
    'ECONNRESET',
    'CONNECTION_CLOSED',
  ])('of %s passes by itself', code => expect(setbackOf(coded(code)).kind).toBe('passing'));

  it.each(['55000', '42501', '42P01', '22P02', '0A000', 'XX000'])('of %s needs somebody', code => {
    expect(setbackOf(coded(code))).toMatchObject({kind: 'lasting', sqlstate: code});
  });

  it('without a code needs somebody', () => {
    expect(setbackOf('anything')).toEqual({kind: 'lasting', message: 'anything', sqlstate: null});
  });

  it('is tried again later each time, soon where it passes, and within five minutes', () => {
    expect([1, 2, 3, 20].map(failures => retryDelayMs('passing', failures))).toEqual([
      1_000, 2_000, 4_000, 60_000,
    ]);
    expect([1, 2, 3, 20].map(failures => retryDelayMs('lasting', failures))).toEqual([
      5_000, 10_000, 20_000, 300_000,
    ]);
  });
});

describe('the work', () => {
  it('is nothing while the outbox is empty', () => {
    expect(cycleDueMs(noteLook(noWork, look(1_000, 0)), refreshDebounce)).toBeNull();
  });

  it('keeps the first look that saw the newest row: a cron run after it counts', () => {
    const work = noteLook(noteLook(noWork, look(1_000, 7)), look(3_000, 7));
    expect(work.seen).toEqual(look(1_000, 7));
    expect(cycleDueMs(work, refreshDebounce)).toBe(6_000);
  });

  it('is over where somebody else has taken the rows', () => {
    const work = noteLook(noteLook(noWork, look(1_000, 7)), look(2_000, 0));
    expect(cycleDueMs(work, refreshDebounce)).toBeNull();
  });

  it('that comes during a cycle waits for the next one', () => {
    let work = noteCycleStart(noteLook(noWork, look(1_000, 7)));
    work = noteLook(work, look(7_000, 7));
    expect(work.waiting).toBeNull();
    work = noteLook(work, look(8_000, 9));
    expect(cycleDueMs(work, refreshDebounce)).toBeNull();
    work = noteCycleEnd(work, look(1_000, 7), complete, 9_000);
    expect(cycleDueMs(work, refreshDebounce)).toBe(13_000);
    expect(work.seen).toEqual(look(8_000, 9));
  });

  it('includes a row with a lower id that was committed late', () => {
    let work = noteCycleStart(noteLook(noWork, look(1_000, 7)));
    work = noteCycleEnd(work, look(1_000, 7), complete, 9_000);
    work = noteLook(work, look(9_500, 6));
    expect(work.seen).toEqual(look(9_500, 6));
    expect(cycleDueMs(work, refreshDebounce)).toBe(14_500);
  });

  it('that failed is tried again, later each time', () => {
    let work = noteLook(noWork, look(1_000, 7));
    work = noteCycleEnd(noteCycleStart(work), look(1_000, 7), failed('mv_a'), 10_000);
    expect(work.dealtWith).toEqual(look(1_000, 7));
    expect(cycleDueMs(work, refreshDebounce)).toBe(15_000);
    work = noteCycleEnd(noteCycleStart(work), look(1_000, 7), failed('mv_a'), 20_000);
    expect(cycleDueMs(work, refreshDebounce)).toBe(30_000);
    work = noteCycleEnd(noteCycleStart(work), look(1_000, 7), complete, 31_000);
    expect(work).toMatchObject({dealtWith: null, retries: new Map()});
  });

  it('waits as long as ever where the clock is set back, and is covered by a refresh of now', () => {
    let work = noteLook(noWork, look(3_601_000, 7));
    work = noteLook(work, look(2_000, 7));
    expect(work.seen).toEqual(look(2_000, 7));
    expect(cycleDueMs(work, refreshDebounce)).toBe(7_000);
    // What comes with the very look that tells of the clock is news.
    work = noteLook(noteCycleStart(noteLook(noWork, look(3_601_000, 7))), look(2_000, 8));
    expect(work).toMatchObject({seen: look(2_000, 8), waiting: {firstMs: 2_000}});
    work = noteCycleEnd(
      noteCycleStart(noteLook(noWork, look(1_000, 7))),
      look(1_000, 7),
      failed('mv_a'),
      10_000,
    );
    work = noteLook(work, look(500, 7, false));
    expect(cycleDueMs(work, refreshDebounce)).toBe(14_500);
  });

  it('on one view that keeps failing holds up no other', () => {
    let work = noteLook(noWork, look(1_000, 7));
    for (let failures = 0; failures < 8; failures += 1) {
      work = noteCycleEnd(noteCycleStart(work), look(1_000, 7), failed('mv_a'), 100_000);
    }
    expect(cycleDueMs(work, refreshDebounce)).toBe(400_000);
    // The rows that are still there are no news, the next one is.
    expect(noteLook(work, look(110_000, 7, false)).waiting).toBeNull();
    work = noteLook(work, look(120_000, 8));
    expect(cycleDueMs(work, refreshDebounce)).toBe(125_000);
    expect(setAside(work, 125_000)).toEqual(new Set(['mv_a']));
    expect(setAside(work, 400_000)).toEqual(new Set());
  });

  it('forgets the failures of a view that somebody else has refreshed', () => {
    let work = noteLook(noWork, look(1_000, 7));
    work = noteCycleEnd(noteCycleStart(work), look(1_000, 7), failed('mv_a', 'mv_b'), 10_000);
    work = noteCycleEnd(
      noteCycleStart(work),
      look(1_000, 7),
      {...failed('mv_b'), fresh: new Set(['mv_a'])},
      20_000,
    );
    expect([...work.retries.keys()]).toEqual(['mv_b']);
  });

  it('of which nothing could even be begun is backed off from as a whole, whatever comes', () => {
    let work = noteLook(noWork, look(1_000, 7));
    for (let failures = 0; failures < 3; failures += 1) {
      work = noteCycleEnd(noteCycleStart(work), look(1_000, 7), failedCycle(lasting), 10_000);
    }
    work = noteLook(work, look(11_000, 9));
    expect(cycleDueMs(work, refreshDebounce)).toBe(30_000);
  });
});
