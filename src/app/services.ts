import {createContext, useContext} from 'react';
import type {ListenSession} from '../db/listen-session.ts';
import type {ListenState} from '../db/listen-state.ts';
import type {Database} from '../queries/database.ts';
import type {EventStore} from './events/event-store.ts';
import type {CriticalNotices} from './health/critical-notices.ts';
import type {LiveStore} from './live/live-store.ts';

/** Whatever tells the state of the listen session and its changes. */
export interface ListenerView {
  readonly channels: ListenSession['channels'];
  readonly subscribe: (subscriber: () => void) => () => void;
  readonly state: () => ListenState;
}

/** Everything with a side effect that a screen may reach. */
export interface Services {
  readonly database: Database;
  readonly live: LiveStore;
  readonly events: EventStore;
  readonly listener: ListenerView;
  readonly notices: CriticalNotices;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices needs a ServicesContext around it.');
  return services;
}
