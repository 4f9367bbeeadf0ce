import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {EventStore} from '../../../src/app/event-store.ts';
import type {ListenEvent} from '../../../src/db/listen-state.ts';

const start = new Date('2026-05-01T10:00:00Z');

function notification(id: number, at = start): ListenEvent {
  return {kind: 'notification', id, at, channel: 'heard', payload: String(id)};
}

describe('EventStore', () => {
  beforeEach(() => void vi.useFakeTimers({now: start}));
  afterEach(() => void vi.useRealTimers());

  it('bundles: one call and one new snapshot for all that came within 40 ms', () => {
    const store = new EventStore();
    const subscriber = vi.fn<() => void>();
    store.subscribe(subscriber);
    const empty = store.snapshot();
    for (let id = 1; id <= 500; id += 1) store.add(notification(id));
    expect(store.snapshot()).toBe(empty);
    vi.advanceTimersByTime(39);
    expect(subscriber).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(subscriber).toHaveBeenCalledTimes(1);
    expect(store.snapshot().map(({id}) => id)).toEqual(Array.from({length: 500}, (_, index) => index + 1));
    const shown = store.snapshot();
    vi.advanceTimersByTime(1000);
    expect(subscriber).toHaveBeenCalledTimes(1);
    expect(store.snapshot()).toBe(shown);
  });

  it('leaves a snapshot as it was when more comes', () => {
    const store = new EventStore();
    store.add(notification(1));
    vi.advanceTimersByTime(40);
    const before = store.snapshot();
    store.add(notification(2));
    vi.advanceTimersByTime(40);
    expect(before).toHaveLength(1);
    expect(store.snapshot()).toHaveLength(2);
  });

  it('keeps the latest 10,000 and counts what it dropped, also between two bundles', () => {
    const store = new EventStore();
    for (let id = 1; id <= 25_000; id += 1) store.add(notification(id));
    vi.advanceTimersByTime(40);
    expect(store.snapshot()).toHaveLength(10_000);
    expect(store.snapshot()[0]?.id).toBe(15_001);
    expect(store.snapshot().at(-1)?.id).toBe(25_000);
    expect(store.totals(start)).toMatchObject({kept: 10_000, dropped: 15_000, received: 25_000});
    store.add(notification(25_001));
    vi.advanceTimersByTime(40);
    expect(store.totals(start)).toMatchObject({kept: 10_000, dropped: 15_001, received: 25_001});
  });

  it('counts notifications second by second, over thirty seconds, and gaps not at all', () => {
    const store = new EventStore();
    const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
    for (let id = 0; id < 3; id += 1) store.add(notification(id, at(0)));
    store.add({kind: 'gap', id: 3, from: at(0), to: at(1), serverFrom: at(0), serverTo: at(1)});
    store.add(notification(4, at(2.999)));
    const {perSecond, received} = store.totals(at(3));
    expect(received).toBe(4);
    expect(perSecond).toHaveLength(30);
    expect(perSecond.slice(-4)).toEqual([3, 0, 1, 0]);
    expect(store.totals(at(29)).perSecond[0]).toBe(3);
    expect(store.totals(at(30)).perSecond.reduce((sum, each) => sum + each, 0)).toBe(1);
  });

  it('still knows the last thirty seconds after hours of events', () => {
    const store = new EventStore();
    const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
    for (let second = 0; second < 7200; second += 1) store.add(notification(second, at(second)));
    expect(store.totals(at(7199)).perSecond).toEqual(Array.from({length: 30}, () => 1));
  });

  it('forgets subscribers that left', () => {
    const store = new EventStore();
    const subscriber = vi.fn<() => void>();
    store.subscribe(subscriber)();
    store.add(notification(1));
    vi.advanceTimersByTime(40);
    expect(subscriber).not.toHaveBeenCalled();
  });
});
