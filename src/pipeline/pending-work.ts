import {type DebounceRules, dueMs, noteEvent, type Waiting} from './debounce.ts';
import type {OutboxLook} from './outbox.ts';
import type {CycleResult} from './refresh-cycle.ts';
import {retryDelayMs, type Setback} from './setback.ts';

/** A view that is left alone for a while, so that the others need not wait for it. */
export interface Retry {
  readonly failures: number;
  readonly notBeforeMs: number;
}

/** What the worker knows of its work; all times by the server's clock. */
export interface PendingWork {
  readonly waiting: Waiting | null;
  /** The first look that saw the newest row: what a cycle has to cover, and may take. */
  readonly seen: OutboxLook | null;
  readonly isRefreshing: boolean;
  /** What the latest cycle dealt with and could not take because of the views in `retries`. */
  readonly dealtWith: OutboxLook | null;
  readonly retries: ReadonlyMap<string, Retry>;
}

export const noWork: PendingWork = {
  waiting: null,
  seen: null,
  isRefreshing: false,
  dealtWith: null,
  retries: new Map(),
};

/** Stands for the cycle itself among the views that are retried: a cycle may fail before its first view. */
export const wholeCycle = '';

/**
 * Takes a look at the outbox into account. While a cycle is at work the rows it covers are still there: only a newer
 * one means that there is more to do. A row with a lower id that was committed late shows up when the cycle is over.
 */
export function noteLook(known: PendingWork, look: OutboxLook): PendingWork {
  const work = followClock(known, look);
  if (look.newestId === 0) return work.isRefreshing ? work : noWork;
  const isNewer = look.newestId > (work.seen?.newestId ?? 0);
  const isNews = work.isRefreshing || work.waiting !== null ? isNewer : look.hasNews;
  return isNews ? {...work, seen: look, waiting: noteEvent(work.waiting, look.nowMs)} : work;
}

/**
 * What waits goes on waiting as long where the clock was set back. A look of before has a moment that no refresh of now
 * covers; the later one has seen at least as much.
 */
function followClock(work: PendingWork, look: OutboxLook): PendingWork {
  if (work.seen === null || look.nowMs >= work.seen.nowMs) return work;
  const setBackMs = work.seen.nowMs - look.nowMs;
  const {waiting, retries} = work;
  return {
    ...work,
    seen: {...look, newestId: work.seen.newestId},
    waiting: waiting && {firstMs: waiting.firstMs - setBackMs, latestMs: waiting.latestMs - setBackMs},
    retries: new Map(
      [...retries].map(([name, retry]) => [name, {...retry, notBeforeMs: retry.notBeforeMs - setBackMs}]),
    ),
  };
}

/** When the next cycle is due, for events or for what failed; null while there is nothing to do or one is at work. */
export function cycleDueMs(work: PendingWork, rules: DebounceRules): number | null {
  if (work.isRefreshing || work.seen === null) return null;
  const moments = [...work.retries.values()].map(({notBeforeMs}) => notBeforeMs);
  if (work.waiting !== null) moments.push(dueMs(work.waiting, rules));
  if (moments.length === 0) return null;
  return Math.max(Math.min(...moments), work.retries.get(wholeCycle)?.notBeforeMs ?? 0);
}

export function noteCycleStart(work: PendingWork): PendingWork {
  return {...work, waiting: null, isRefreshing: true};
}

/** The views that a cycle is to leave alone now. */
export function setAside({retries}: PendingWork, nowMs: number): ReadonlySet<string> {
  return new Set([...retries].filter(([, {notBeforeMs}]) => notBeforeMs > nowMs).map(([name]) => name));
}

/** `look` is what the cycle was to cover. What it left undone is tried again, later each time. */
export function noteCycleEnd(
  work: PendingWork,
  look: OutboxLook,
  result: CycleResult,
  nowMs: number,
): PendingWork {
  const over = {...work, isRefreshing: false};
  if (result.isComplete) return {...over, dealtWith: null, retries: new Map()};
  const retries = new Map([...work.retries].filter(([name]) => !result.fresh.has(name)));
  retries.delete(wholeCycle);
  for (const [name, {kind}] of result.setbacks) {
    const failures = (work.retries.get(name)?.failures ?? 0) + 1;
    retries.set(name, {failures, notBeforeMs: nowMs + retryDelayMs(kind, failures)});
  }
  return {...over, dealtWith: look, retries};
}

/** The end of a cycle that failed before it could say anything of its views. */
export function failedCycle(setback: Setback): CycleResult {
  return {
    refreshed: [],
    fresh: new Set(),
    setbacks: new Map([[wholeCycle, setback]]),
    isComplete: false,
  };
}
