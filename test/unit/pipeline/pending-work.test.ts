import {describe, expect, it} from 'vitest';
import {
  dueMs,
  noteEvent,
  refreshDebounce,
  retryDelayMs,
  type Waiting,
} from '../../../src/pipeline/debounce.ts';
import type {OutboxLook} from '../../../src/pipeline/outbox.ts';
import {
  cycleDueMs,
  noteCycleEnd,
  noteCycleStart,
  noteLook,
  noWork,
} from '../../../src/pipeline/pending-work.ts';

const look = (nowMs: number, newestId: number): OutboxLook => ({nowMs, newestId, snapshot: `at ${nowMs}`});

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

  it('backs off from what keeps failing, up to five minutes', () => {
    expect([0, 1, 2, 3, 20].map(retryDelayMs)).toEqual([0, 5_000, 10_000, 20_000, 300_000]);
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
    work = noteCycleEnd(work, true, 9_000);
    expect(cycleDueMs(work, refreshDebounce)).toBe(13_000);
    expect(work.seen).toEqual(look(8_000, 9));
  });

  it('includes a row with a lower id that was committed late', () => {
    let work = noteCycleEnd(noteCycleStart(noteLook(noWork, look(1_000, 7))), true, 9_000);
    work = noteLook(work, look(9_500, 6));
    expect(work.seen).toEqual(look(9_500, 6));
    expect(cycleDueMs(work, refreshDebounce)).toBe(14_500);
  });

  it('that failed is tried again, later each time, also when events go on', () => {
    let work = noteLook(noWork, look(1_000, 7));
    work = noteCycleEnd(noteCycleStart(work), false, 10_000);
    expect(cycleDueMs(work, refreshDebounce)).toBe(15_000);
    work = noteCycleEnd(noteCycleStart(work), false, 20_000);
    expect(cycleDueMs(work, refreshDebounce)).toBe(30_000);
    work = noteCycleEnd(noteCycleStart(work), true, 31_000);
    expect(work.failures).toBe(0);
  });
});
