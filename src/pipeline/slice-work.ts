import type {Connection} from '../config/connection.ts';
import {answerInTime} from '../db/answer-in-time.ts';
import {failedCycle} from './pending-work.ts';
import type {RefreshWork, RefreshWorkOptions} from './refresh-work.ts';
import {retryDelayMs, setbackOf} from './setback.ts';
import {describeSlices} from './slice-cycle.ts';
import {createSliceSession} from './slice-session.ts';
import {lookAtSlices} from './slices.ts';

export type SliceWorkOptions = Omit<RefreshWorkOptions, 'rules' | 'refreshesPerVacuum' | 'log'> & {
  /** How many slices may be computed at the same time. */
  readonly sessions: number;
};

/** One computes while the other waits for the disk, and two share the processors of a small server. */
export const defaultSliceSessions = 2;

/**
 * Follows the outbox slice by slice, with as many sessions as slices wait, up to its number. Several workers may do it
 * at once: none needs the lead, since the database hands each slice to one of them. What waits and what has failed is
 * known there too, so nothing is kept here but the pace.
 */
export function createSliceWork(connection: Connection, options: SliceWorkOptions): RefreshWork {
  const left = new AbortController();
  const drain = AbortSignal.any([options.drain, left.signal]);
  /** How many slices wait, as far as there are sessions for them; those under way among them. */
  let waitingCount = 0;
  /** When a slice that failed is due, by `performance.now()`. */
  let retryAtMs = Number.POSITIVE_INFINITY;
  /** After a failure that was no slice's: when to go on. */
  let heldUntilMs = 0;
  let failures = 0;

  const sessions = Array.from({length: options.sessions}, () =>
    createSliceSession(connection, {
      schema: options.schema,
      cancel: options.cancel,
      onPass(pass, durationMs) {
        failures = 0;
        options.onResult(describeSlices(pass, durationMs));
      },
      onError(error) {
        const setback = setbackOf(error);
        failures += 1;
        heldUntilMs = performance.now() + retryDelayMs(setback.kind, failures);
        retryAtMs = heldUntilMs;
        options.onResult(failedCycle(setback));
      },
      onEnd() {
        // Until the next look, which follows at once.
        waitingCount = 0;
        options.onEnd();
      },
    }),
  );

  return {
    get state() {
      if (sessions.some(({isBusy}) => isBusy)) return 'refreshing';
      return waitingCount > 0 ? 'waiting' : 'idle';
    },
    async look(control, timeoutMs) {
      const look = await answerInTime(lookAtSlices(control, sessions.length), timeoutMs);
      waitingCount = look.waitingCount;
      retryAtMs = performance.now() + (look.retryInMs ?? Number.POSITIVE_INFINITY);
    },
    begin() {
      if (drain.aborted) return Number.POSITIVE_INFINITY;
      const nowMs = performance.now();
      const isRetryDue = nowMs >= retryAtMs;
      const idle = sessions.filter(({isBusy}) => !isBusy);
      const busyCount = sessions.length - idle.length;
      const missingCount = Math.max(0, Math.max(waitingCount, isRetryDue ? 1 : 0) - busyCount);
      const soonest = idle.toSorted((one, other) => one.pausesUntilMs - other.pausesUntilMs);
      for (const session of soonest.slice(0, missingCount)) {
        const untilMs = Math.max(session.pausesUntilMs, heldUntilMs) - nowMs;
        if (untilMs > 0) return untilMs;
        session.begin();
        // The next look tells anew.
        retryAtMs = Number.POSITIVE_INFINITY;
      }
      return isRetryDue ? Number.POSITIVE_INFINITY : retryAtMs - nowMs;
    },
    async leave(graceMs) {
      left.abort();
      await Promise.all(sessions.map(session => session.leave(graceMs)));
    },
  };
}
