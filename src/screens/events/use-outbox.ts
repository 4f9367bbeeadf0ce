import {setTimeout as delay} from 'node:timers/promises';
import {useContext, useEffect, useState} from 'react';
import type {EventStore} from '../../app/events/event-store.ts';
import {scoredChannel} from '../../app/events/tail-event.ts';
import {usePace} from '../../app/live/pace.ts';
import {MemoryContext} from '../../app/memory.ts';
import {useServices} from '../../app/services.ts';
import {isOffline, type Problem, toProblem} from '../../db/problem.ts';
import {tailOutbox} from '../../queries/tail-outbox.ts';
import {useHasPipeline} from '../pipeline.tsx';
import {beginning, clockOffset, moveOn, type OutboxPosition} from './outbox-position.ts';

/** What is shown of the time before lanewatch came. */
const rowsBefore = 200;
const rowsAtOnce = 2000;
/** Notices are shown at once; what the outbox holds beyond them may come this much later. */
const leastPauseMs = 500;
const longestRetryMs = 30_000;
const memoryName = 'outbox position';

export interface OutboxState {
  /** Why the outbox may not be read; null while it may. A link that is lost is told of elsewhere. */
  readonly problem: Problem | null;
  /** The first look has no answer yet. */
  readonly isLoading: boolean;
}

/**
 * Follows the outbox while the screen is shown: a look at each notice and each tick. A notice is only a hint, and may
 * be missing; what the outbox holds is shown in any case.
 */
export function useOutbox(): OutboxState {
  const {database, live, events, listener} = useServices();
  const memory = useContext(MemoryContext);
  const {intervalMs, paused, reloads} = usePace();
  const hasPipeline = useHasPipeline() === true;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [wasRead, setWasRead] = useState(memory.has(memoryName));
  const asks = hasPipeline && !paused && listener.channels.includes(scoredChannel);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a reload looks at once.
  useEffect(() => {
    if (!asks) return;
    const stop = new AbortController();
    const look = async () => {
      const position = (memory.get(memoryName) as OutboxPosition | undefined) ?? beginning;
      const isFirst = position.snapshot === null;
      const sentMs = Date.now();
      const [found] = await live.follow(
        database.ask(
          tailOutbox,
          {
            known_id: position.knownId,
            seen_snapshot: position.snapshot,
            limit: isFirst ? rowsBefore : rowsAtOnce,
          },
          stop.signal,
        ),
      );
      if (!found || stop.signal.aborted) return;
      const offsetMs = clockOffset(found, sentMs, Date.now());
      memory.set(memoryName, moveOn(position, found));
      events.addLook({
        rows: found.events,
        skipped: isFirst ? 0 : found.unseen_count - found.events.length,
        startedAt: new Date(sentMs),
        offsetMs,
      });
      setWasRead(true);
      setProblem(null);
    };
    const follow = async () => {
      let failures = 0;
      while (!stop.signal.aborted) {
        const {hints} = events;
        const startedMs = performance.now();
        try {
          await look();
          failures = 0;
        } catch (error) {
          if (stop.signal.aborted) return;
          failures += 1;
          const refusal = toProblem(error);
          if (!isOffline(refusal)) setProblem(refusal);
          const retryMs = Math.random() * Math.min(longestRetryMs, intervalMs * 2 ** Math.min(failures, 6));
          if (isOffline(refusal)) live.retryAt(new Date(Date.now() + retryMs));
          await pause(Math.max(leastPauseMs, retryMs), stop.signal);
          continue;
        }
        // A slow answer is waited for four times as long, so that the server is never kept busy.
        await pause(Math.max(leastPauseMs, 4 * (performance.now() - startedMs)), stop.signal);
        await nextHint(events, hints, intervalMs, stop.signal);
      }
    };
    void follow();
    return () => stop.abort();
  }, [asks, database, live, events, memory, intervalMs, reloads]);
  return {problem, isLoading: asks && !wasRead && problem === null};
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, {signal}).catch(() => {});
}

/** Until there are more hints than there were, or the time is over. */
async function nextHint(
  events: EventStore,
  hints: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  if (events.hints > hints) return;
  const heard = new AbortController();
  const leave = events.subscribe(() => {
    if (events.hints > hints) heard.abort();
  });
  await pause(timeoutMs, AbortSignal.any([signal, heard.signal]));
  leave();
}
