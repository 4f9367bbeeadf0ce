import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {Clock} from '../../../../src/app/live/clock.ts';

beforeEach(() => {
  vi.useFakeTimers({now: new Date('2026-03-02T09:41:57.300Z')});
});
afterEach(() => {
  vi.useRealTimers();
});

/** When the listener is woken within so many seconds. */
function wakings(clock: Clock, options: {bySecond?: boolean}, seconds: number): string[] {
  const seen: string[] = [];
  const leave = clock.subscribe(moment => seen.push(moment.toISOString().slice(14, 19)), options);
  vi.advanceTimersByTime(seconds * 1000);
  leave();
  return seen;
}

it('wakes at the same whole ten seconds, whoever listens', () => {
  expect(wakings(new Clock(), {}, 30)).toEqual(['42:00', '42:10', '42:20']);
});

it('wakes by the second those under which something is under way, and nobody else', () => {
  const clock = new Clock();
  const calm: string[] = [];
  clock.subscribe(moment => calm.push(moment.toISOString().slice(14, 19)));
  expect(wakings(clock, {bySecond: true}, 4)).toEqual(['41:58', '41:59', '42:00', '42:01']);
  expect(calm).toEqual(['42:00']);
});

it('knows no seconds where it is to be calm', () => {
  expect(wakings(new Clock({isCalm: true}), {bySecond: true}, 30)).toEqual(['42:00', '42:10', '42:20']);
});

it('has all look at once where something else than time has changed', () => {
  const clock = new Clock();
  const listener = vi.fn<(moment: Date) => void>();
  clock.subscribe(listener);
  clock.look();
  expect(listener).toHaveBeenCalledExactlyOnceWith(new Date());
});

it('stands still while nobody listens', () => {
  const clock = new Clock();
  clock.subscribe(() => {})();
  expect(vi.getTimerCount()).toBe(0);
});
