import type {Connection} from '../config/connection.ts';
import {answerInTime} from '../db/answer-in-time.ts';
import {type Client, endClient, openClient} from '../db/client.ts';
import {failedCycle} from './pending-work.ts';
import type {RefreshWork, RefreshWorkOptions} from './refresh-work.ts';
import {retryDelayMs, setbackOf} from './setback.ts';
import {runSliceCycle} from './slice-cycle.ts';
import {lookAtSlices} from './slices.ts';

export type SliceWorkOptions = Omit<RefreshWorkOptions, 'rules' | 'refreshesPerVacuum' | 'log'>;

/** The least pause between two cycles, in which events gather. A cycle is also followed by a pause as long as itself. */
const leastPauseMs = 250;
const longestPauseMs = 5_000;
const lockTimeoutMs = 60_000;

/**
 * Follows the outbox slice by slice. Several workers may do it at once: none needs the lead, since the database hands
 * each slice to one of them. What waits and what has failed is known there too, so nothing is kept here but the pace.
 */
export function createSliceWork(connection: Connection, options: SliceWorkOptions): RefreshWork {
  const left = new AbortController();
  const drain = AbortSignal.any([options.drain, left.signal]);
  let cycle: {readonly client: Client; readonly ended: Promise<void>} | null = null;
  let hasWork = false;
  /** When a slice that failed is due, by `performance.now()`. */
  let retryAtMs = Number.POSITIVE_INFINITY;
  let pauseUntilMs = 0;
  let failures = 0;

  async function runCycle(client: Client): Promise<void> {
    const startedMs = performance.now();
    try {
      options.onResult(await runSliceCycle(client, {drain, cancel: options.cancel}));
      failures = 0;
      const tookMs = performance.now() - startedMs;
      pauseUntilMs = performance.now() + Math.min(Math.max(leastPauseMs, tookMs), longestPauseMs);
    } catch (error) {
      const setback = setbackOf(error);
      failures += 1;
      pauseUntilMs = performance.now() + retryDelayMs(setback.kind, failures);
      retryAtMs = pauseUntilMs;
      options.onResult(failedCycle(setback));
    }
    await endClient(client, 0).catch(() => {});
    cycle = null;
    options.onEnd();
  }

  return {
    get state() {
      if (cycle) return 'refreshing';
      return hasWork ? 'waiting' : 'idle';
    },
    async look(control, timeoutMs) {
      const look = await answerInTime(lookAtSlices(control), timeoutMs);
      hasWork = look.hasWork;
      retryAtMs = performance.now() + (look.retryInMs ?? Number.POSITIVE_INFINITY);
    },
    begin() {
      if (cycle !== null || drain.aborted) return Number.POSITIVE_INFINITY;
      const dueMs = Math.max(hasWork ? 0 : retryAtMs, pauseUntilMs);
      const nowMs = performance.now();
      if (nowMs < dueMs) return dueMs - nowMs;
      const client = openClient(connection, {
        applicationName: 'lanewatch slices',
        max: 1,
        schema: options.schema,
        lockTimeoutMs,
      });
      hasWork = false;
      retryAtMs = Number.POSITIVE_INFINITY;
      cycle = {client, ended: runCycle(client)};
      return Number.POSITIVE_INFINITY;
    },
    async leave(graceMs) {
      left.abort();
      if (cycle === null) return;
      const {client, ended} = cycle;
      await endClient(client, graceMs).catch(() => {});
      await ended;
    },
  };
}
