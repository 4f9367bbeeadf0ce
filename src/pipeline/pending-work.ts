import {type DebounceRules, dueMs, noteEvent, retryDelayMs, type Waiting} from './debounce.ts';
import type {OutboxLook} from './outbox.ts';

/** What the worker knows of its work; all times by the server's clock. */
export interface PendingWork {
  readonly waiting: Waiting | null;
  /** The first look that saw the newest row: what a cycle has to cover, and may take. */
  readonly seen: OutboxLook | null;
  readonly isRefreshing: boolean;
  /** Cycles in a row that did not do all their work. */
  readonly failures: number;
  readonly notBeforeMs: number;
}

export const noWork: PendingWork = {
  waiting: null,
  seen: null,
  isRefreshing: false,
  failures: 0,
  notBeforeMs: 0,
};

/**
 * Takes a look at the outbox into account. While a cycle is at work the rows it covers are still there: only a newer
 * one means that there is more to do. A row with a lower id that was committed late shows up when the cycle is over.
 */
export function noteLook(work: PendingWork, look: OutboxLook): PendingWork {
  if (look.newestId === 0) return work.isRefreshing ? work : {...work, waiting: null, seen: null};
  const isNewer = look.newestId > (work.seen?.newestId ?? 0);
  if (!isNewer && (work.isRefreshing || work.waiting !== null)) return work;
  return {...work, seen: look, waiting: noteEvent(work.waiting, look.nowMs)};
}

/** When the next cycle is due; null while there is nothing to do or one is at work. */
export function cycleDueMs(work: PendingWork, rules: DebounceRules): number | null {
  if (work.waiting === null || work.isRefreshing) return null;
  return Math.max(dueMs(work.waiting, rules), work.notBeforeMs);
}

export function noteCycleStart(work: PendingWork): PendingWork {
  return {...work, waiting: null, isRefreshing: true};
}

/** A cycle that left something undone is tried again, later each time. */
export function noteCycleEnd(work: PendingWork, isComplete: boolean, nowMs: number): PendingWork {
  if (isComplete) return {...work, isRefreshing: false, failures: 0, notBeforeMs: 0};
  const failures = work.failures + 1;
  return {
    ...work,
    isRefreshing: false,
    waiting: work.waiting ?? noteEvent(null, nowMs),
    failures,
    notBeforeMs: nowMs + retryDelayMs(failures),
  };
}
