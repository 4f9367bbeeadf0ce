import type {Problem} from './problem.ts';

/** A notification as it came, or a hole in what was heard. Both are numbered in the order of arrival. */
export type ListenEvent = Notification | ListenGap;

export interface Notification {
  readonly kind: 'notification';
  readonly id: number;
  readonly at: Date;
  readonly channel: string;
  readonly payload: string;
}

/**
 * A stretch in which nothing could be heard. What happened in it is in the outbox, whose times are the server's: ask it
 * by `serverFrom` and `serverTo`, and show `from` and `to`.
 */
export interface ListenGap {
  readonly kind: 'gap';
  readonly id: number;
  readonly from: Date;
  readonly to: Date;
  readonly serverFrom: Date;
  readonly serverTo: Date;
}

/** How the session that listens is doing. All times are of the client's clock. */
export interface ListenState {
  /** `deaf`: the link stands, but a notification sent to it does not arrive, as behind a pooler in transaction mode. */
  readonly link: 'connecting' | 'live' | 'deaf' | 'lost';
  /** Since when the link is so. */
  readonly since: Date;
  /** The last time the server proved that it is there. */
  readonly heardAt: Date | null;
  readonly roundTripMs: number | null;
  /** The latest notification sent to itself; `tookMs` is null when it did not arrive. */
  readonly echo: {readonly sentAt: Date; readonly tookMs: number | null} | null;
  /** Why no such notification could be sent, so that hearing is not proven; null where it is. */
  readonly unproven: Problem | null;
  readonly reconnects: number;
  readonly gaps: number;
  /** Attempts to connect that failed since the link was last good. */
  readonly attempts: number;
  readonly problem: Problem | null;
  readonly retryAt: Date | null;
}

/** Before the first attempt. */
export function newListenState(): ListenState {
  return {
    link: 'connecting',
    since: new Date(),
    heardAt: null,
    roundTripMs: null,
    echo: null,
    unproven: null,
    reconnects: 0,
    gaps: 0,
    attempts: 0,
    problem: null,
    retryAt: null,
  };
}
