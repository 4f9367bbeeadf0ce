import {type ListenState, newListenState} from '../../db/listen-state.ts';
import type {ListenerView} from '../services.ts';

/** The round trip jitters with every beat: it is told anew when it has changed by so much, and by a half. */
const leastChangeMs = 5;

function steady(told: number | null, measured: number | null): number | null {
  if (told === null || measured === null) return measured;
  const change = Math.abs(measured - told);
  return change < leastChangeMs || change < Math.max(told, measured) / 2 ? told : measured;
}

/** Holds the latest state of the listen session for the screens to read. */
export function createListenerView(channels: readonly string[]): {
  view: ListenerView;
  update: (state: ListenState) => void;
} {
  const subscribers = new Set<() => void>();
  let state = newListenState();
  return {
    view: {
      channels,
      subscribe(subscriber) {
        subscribers.add(subscriber);
        return () => subscribers.delete(subscriber);
      },
      state: () => state,
    },
    update(next) {
      state = {...next, roundTripMs: steady(state.roundTripMs, next.roundTripMs)};
      for (const subscriber of subscribers) subscriber();
    },
  };
}
