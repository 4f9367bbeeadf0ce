import {createContext, useContext} from 'react';

/** How often the visible screen asks. */
export interface Pace {
  readonly intervalMs: number;
  readonly paused: boolean;
  /** Grows with each reload by hand. */
  readonly reloads: number;
}

/** From half a second to five minutes, as `+` and `-` go through them. */
export const intervalStepsMs = [500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 120_000, 300_000] as const;

export const PaceContext = createContext<Pace>({intervalMs: 2000, paused: false, reloads: 0});

export function usePace(): Pace {
  return useContext(PaceContext);
}

/** The next longer (`by` 1) or shorter (-1) interval. */
export function stepInterval(intervalMs: number, by: 1 | -1): number {
  const steps: readonly number[] = by === 1 ? intervalStepsMs : [...intervalStepsMs].reverse();
  return steps.find(step => (by === 1 ? step > intervalMs : step < intervalMs)) ?? intervalMs;
}
