import {createContext, useContext, useEffect, useLayoutEffect, useReducer, useRef} from 'react';

/** Ages and countdowns are told in steps of so much, all of them at the same moments: one frame then has them all. */
const calmStepMs = 10_000;
/** Of what is under way each second is told. */
const secondMs = 1000;
/** A timer may end a little before the second that it was set for. */
const slackMs = 5;

type Listener = (moment: Date) => void;

/** Wakes whoever tells time, at whole steps of the clock on the wall. It stands still while nobody listens. */
export class Clock {
  readonly #listeners = new Map<Listener, number>();
  readonly #isCalm: boolean;
  #toldMs = Date.now();
  #timer: NodeJS.Timeout | undefined;

  /** A calm clock knows no seconds. */
  constructor({isCalm = false}: {isCalm?: boolean} = {}) {
    this.#isCalm = isCalm;
  }

  subscribe(listener: Listener, {bySecond = false}: {bySecond?: boolean} = {}): () => void {
    this.#listeners.set(listener, bySecond && !this.#isCalm ? secondMs : calmStepMs);
    this.#wait();
    return () => {
      this.#listeners.delete(listener);
      this.#wait();
    };
  }

  /** Something else than time has changed of what is told: all look at once. */
  readonly look = (): void => {
    const moment = new Date();
    for (const listener of [...this.#listeners.keys()]) listener(moment);
  };

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#listeners.size === 0) return;
    const stepMs = Math.min(...this.#listeners.values());
    this.#timer = setTimeout(() => this.#tick(), stepMs - (Date.now() % stepMs) + slackMs);
  }

  #tick(): void {
    const moment = new Date();
    const stepOf = (ms: number, stepMs: number) => Math.floor(ms / stepMs);
    for (const [listener, stepMs] of [...this.#listeners])
      if (stepOf(moment.getTime(), stepMs) !== stepOf(this.#toldMs, stepMs)) listener(moment);
    this.#toldMs = moment.getTime();
    this.#wait();
  }
}

export const ClockContext = createContext(new Clock());

/** Runs at each step of the clock while the component is mounted. */
export function useClock(listener: Listener, {bySecond = false}: {bySecond?: boolean} = {}): void {
  const clock = useContext(ClockContext);
  const latest = useRef(listener);
  useLayoutEffect(() => {
    latest.current = listener;
  });
  useEffect(() => clock.subscribe(moment => latest.current(moment), {bySecond}), [clock, bySecond]);
}

/**
 * The moment that ages are told of. It moves only when the words change that `tell` makes of it, be it for the time or
 * for what they tell of, so that time alone draws nothing.
 */
export function useNow(tell: (now: Date) => string, options: {bySecond?: boolean} = {}): Date {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  // Null where it is out of date.
  const drawn = useRef<{now: Date; words: string} | null>(null);
  const before = drawn.current;
  const now = before && tell(before.now) === before.words ? before.now : new Date();
  useLayoutEffect(() => {
    drawn.current = {now, words: tell(now)};
  });
  useClock(moment => {
    if (tell(moment) === drawn.current?.words) return;
    drawn.current = null;
    redraw();
  }, options);
  return now;
}
