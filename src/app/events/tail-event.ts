import type {OutboxEvent} from '../../queries/tail-outbox.ts';

/** A notification as it came, on whatever channel. */
export interface Notice {
  readonly kind: 'notice';
  readonly key: string;
  readonly at: Date;
  readonly channel: string;
  readonly payload: string;
}

/** Scored submissions: a row of the outbox, or a notice that tells of one. The row is the truth, the notice a hint. */
export interface Scored {
  readonly kind: 'scored';
  readonly key: string;
  readonly at: Date;
  readonly queueId: number;
  /** Null until the outbox was read; absent where it has no such row, so that whoever sent the notice made it up. */
  readonly row: OutboxEvent | 'absent' | null;
  /** What was heard of it, in the order of arrival. */
  readonly payloads: readonly string[];
}

/** A stretch in which nobody listened; it stands in the tail where it ended. */
export interface Gap {
  readonly kind: 'gap';
  readonly key: string;
  readonly at: Date;
  readonly from: Date;
  readonly to: Date;
  /** The same by the server's clock, which the outbox goes by. */
  readonly serverFrom: Date;
  readonly serverTo: Date;
  /** Outbox rows of that time that were heard of: they are not missing. */
  readonly heard: readonly number[];
}

/** A line that a person drew, to find the place again. */
export interface Mark {
  readonly kind: 'mark';
  readonly key: string;
  readonly at: Date;
  /** From 1. */
  readonly nth: number;
  /** Since the mark before it, in milliseconds. */
  readonly sinceMs: number | null;
}

/** What stands in the tail. Each is one object for ever; what changes is replaced by another one of the same key. */
export type TailEvent = Notice | Scored | Gap | Mark;

/** The channel of the pipeline's own events. */
export const scoredChannel = 'submission_scored';

/**
 * The outbox row that a payload tells of; null where it tells of none: anybody can notify anything. By hand, because
 * there may be ten thousand a second.
 */
export function readQueueId(payload: string): number | null {
  try {
    const told: unknown = JSON.parse(payload);
    if (typeof told !== 'object' || told === null || !('queue_id' in told)) return null;
    const {queue_id: id} = told;
    return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : null;
  } catch {
    return null;
  }
}
