import {Text} from 'ink';
import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {Clock, ClockContext, useNow} from '../../../../src/app/live/clock.ts';
import {formatRoughAge} from '../../../../src/ui/format.ts';
import {renderAt} from '../../../support/render-at.tsx';

const begunAt = new Date('2026-03-02T09:41:03Z');
const drawn = vi.fn<() => void>();

function Age({since}: {since: Date}) {
  const words = (now: Date) => formatRoughAge(now.getTime() - since.getTime());
  const now = useNow(words);
  drawn();
  return <Text>{words(now)}</Text>;
}

beforeEach(() => {
  vi.useFakeTimers({now: begunAt, toFake: ['Date']});
});
afterEach(() => {
  vi.useRealTimers();
});

it('draws time when it changes a word, and only then', async () => {
  const clock = new Clock();
  const subscribe = vi.spyOn(clock, 'subscribe');
  const age = (since: Date) => (
    <ClockContext value={clock}>
      <Age since={since} />
    </ClockContext>
  );
  const terminal = renderAt(age(begunAt));
  const passTo = (seconds: number) => {
    vi.setSystemTime(begunAt.getTime() + seconds * 1000);
    clock.look();
  };
  const shows = (words: string) => vi.waitFor(() => expect(terminal.lastFrame()).toBe(words));

  await shows('<10 s');
  await vi.waitFor(() => expect(subscribe).toHaveBeenCalled());
  passTo(12);
  await shows('10 s');
  drawn.mockClear();
  passTo(19);
  passTo(23);
  await shows('20 s');
  expect(drawn).toHaveBeenCalledTimes(1);
  // What is told of has changed: its age is that of this moment, not of the one that was drawn.
  vi.setSystemTime(begunAt.getTime() + 29_000);
  terminal.rerender(age(new Date(begunAt.getTime() - 12_000)));
  await shows('40 s');
});
