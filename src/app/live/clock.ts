import {createContext, useContext, useEffect, useMemo, useSyncExternalStore} from 'react';

/** The moment as the screen shows it: it moves when answers come, and otherwise now and then. */
export const ClockContext = createContext<Date>(new Date());

export function useNow(): Date {
  return useContext(ClockContext);
}

type Subscribe = (subscriber: () => void) => () => void;

/** Where nothing else is drawn, time is drawn this much later than it is due: answers may be on their way. */
const slackMs = 300;

/**
 * Moves the clock with each telling of `withWhat`, so that both are drawn in one frame, and every `periodMs` where
 * nothing is told.
 */
export function useClock(withWhat: Subscribe, periodMs: number): Date {
  const clock = useMemo(() => new Clock(), []);
  useEffect(() => {
    clock.start(periodMs);
    const leave = withWhat(clock.tick);
    return () => {
      leave();
      clock.stop();
    };
  }, [clock, withWhat, periodMs]);
  return useSyncExternalStore(clock.subscribe, clock.now);
}

/** How often time moves where nothing is to move by the second. */
const calmMs = 10_000;

/** The moment, or where it is to be calm, the last one that was a whole number of ten seconds. */
export function useCalmMoment(moment: Date, isCalm: boolean): Date {
  const step = Math.floor(moment.getTime() / calmMs);
  const calm = useMemo(() => new Date(step * calmMs), [step]);
  return isCalm ? calm : moment;
}

class Clock {
  #now = new Date();
  #periodMs = 1000;
  #timer: NodeJS.Timeout | undefined;
  readonly #subscribers = new Set<() => void>();

  readonly now = (): Date => this.#now;

  readonly subscribe: Subscribe = subscriber => {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  };

  readonly tick = (): void => {
    this.#now = new Date();
    this.start(this.#periodMs);
    for (const subscriber of this.#subscribers) subscriber();
  };

  start(periodMs: number): void {
    this.stop();
    this.#periodMs = periodMs;
    this.#timer = setTimeout(this.tick, periodMs + slackMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
