import {type ListenState, newListenState} from '../../db/listen-state.ts';
import type {ListenerView} from '../services.ts';

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
      state = next;
      for (const subscriber of subscribers) subscriber();
    },
  };
}
