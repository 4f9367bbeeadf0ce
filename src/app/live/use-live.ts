import {setTimeout as delay} from 'node:timers/promises';
import {useCallback, useEffect, useRef, useSyncExternalStore} from 'react';
import type * as z from 'zod';
import {isOffline} from '../../db/problem.ts';
import type {Query} from '../../queries/define-query.ts';
import {useServices} from '../services.ts';
import {answerKey} from './answer-key.ts';
import type {SlowQuestion} from './link-state.ts';
import type {Live, LiveStore} from './live-store.ts';
import {usePace} from './pace.ts';

/** A question slower than a quarter of the interval is asked less often, so that the server is never kept busy. */
const dutyCycle = 4;
/** One object for all, so that whoever depends on an answer is not told that it changed. */
const notAsked: Live<never> = {status: 'loading'};
/** The budget of the visible screen. */
const statementsPerBeat = 2;
const settlingMs = 50;
const shortestRetryMs = 1000;
const longestRetryMs = 30_000;

/**
 * Until the next beat that all questions of one interval share: their answers come together and are drawn at once.
 * Only the first wait may be shorter than the interval, and by a quarter at most.
 */
export function untilBeat(intervalMs: number): number {
  const restMs = intervalMs - (performance.now() % intervalMs);
  return restMs < 0.75 * intervalMs ? restMs + intervalMs : restMs;
}

/** What changes rarely waits this many beats at most for one with room. */
const longestWaitBeats = 5;

/** Waits for a beat in which the visible screen asks so little that one question more keeps to the budget. */
async function waitForRoom(live: LiveStore, intervalMs: number, signal: AbortSignal): Promise<void> {
  for (let beats = 0; beats < longestWaitBeats && !signal.aborted; beats += 1) {
    // What is asked at every beat goes first.
    await delay(settlingMs, undefined, {signal}).catch(() => {});
    const beatMs = performance.now() % intervalMs;
    if (live.sentWithin(beatMs) < statementsPerBeat) return;
    await delay(intervalMs - beatMs, undefined, {signal}).catch(() => {});
  }
}

/** The rate that a slow question takes instead of its own, in whole seconds; null for one that is fast enough. */
function slowness({name}: Query, durationMs: number, pauseMs: number): SlowQuestion | null {
  const everyMs = (dutyCycle + 1) * durationMs;
  return dutyCycle * durationMs > pauseMs ? {name, everyMs: Math.ceil(everyMs / 1000) * 1000} : null;
}

export interface LiveOptions<Row> {
  /** For what changes rarely; never more often than the program's interval. */
  readonly everyMs?: number;
  /** Hears each answer, also one that tells nothing new; that of the first draw, and so with nothing in it that changes. */
  readonly onRows?: (rows: readonly Row[]) => void;
}

/**
 * Asks a question again and again while the component is mounted, and gives the latest answer: the same object while
 * nothing changes. `params` null asks nothing.
 */
export function useLive<Params extends z.ZodObject, Row extends z.ZodObject>(
  query: Query<Params, Row>,
  params: z.input<Params> | null,
  {everyMs, onRows}: LiveOptions<z.output<Row>> = {},
): Live<z.output<Row>> {
  const {live} = useServices();
  const {intervalMs, paused, reloads} = usePace();
  const key = params === null ? null : answerKey(query, params);
  const pauseMs = Math.max(everyMs ?? 0, intervalMs);

  const seenReloads = useRef(reloads);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for query and params; a reload asks at once.
  useEffect(() => {
    // A reload by hand asks once also while paused.
    const isReload = seenReloads.current !== reloads;
    seenReloads.current = reloads;
    if (params === null || (paused && !isReload && live.answer(answerKey(query, params)).status === 'ready'))
      return;
    const stop = new AbortController();
    const poll = async () => {
      let failures = 0;
      while (!stop.signal.aborted) {
        const {durationMs, problem} = await live.ask(query, params, stop.signal, onRows);
        failures = problem ? failures + 1 : 0;
        const retryMs =
          Math.random() * Math.min(longestRetryMs, shortestRetryMs * 2 ** Math.min(failures, 6));
        const waitMs = problem
          ? Math.max(shortestRetryMs / 4, retryMs)
          : Math.max(untilBeat(pauseMs), dutyCycle * durationMs);
        if (problem && isOffline(problem)) live.retryAt(new Date(Date.now() + waitMs));
        if (!problem && !stop.signal.aborted)
          live.pace(answerKey(query, params), slowness(query, durationMs, pauseMs));
        if (paused && !problem) return;
        if (problem) await live.rest(waitMs, stop.signal);
        else await delay(waitMs, undefined, {signal: stop.signal}).catch(() => {});
        if (pauseMs > intervalMs) await waitForRoom(live, intervalMs, stop.signal);
      }
    };
    void poll();
    return () => {
      stop.abort();
      live.forget(answerKey(query, params));
    };
  }, [live, key, pauseMs, paused, reloads]);

  const snapshot = useCallback(() => (key === null ? null : live.answer(key)), [live, key]);
  const answer = useSyncExternalStore(live.subscribe, snapshot);
  return (answer ?? notAsked) as Live<z.output<Row>>;
}
