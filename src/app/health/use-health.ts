import {setTimeout as delay} from 'node:timers/promises';
import {isDeepStrictEqual} from 'node:util';
import {useContext, useEffect, useLayoutEffect, useRef, useState} from 'react';
import {isOffline, type Problem, toProblem} from '../../db/problem.ts';
import {judge, type Report} from '../../health/judge.ts';
import {known} from '../../health/known.ts';
import {emptyMemory, jobsOf, type Memory} from '../../health/memory.ts';
import {allRules} from '../../health/rules/index.ts';
import type {Snapshot} from '../../health/snapshot.ts';
import type {Thresholds} from '../../health/thresholds.ts';
import {describeListener} from '../../queries/collect-listener.ts';
import {collectSnapshot} from '../../queries/collect-snapshot.ts';
import {ClockContext} from '../live/clock.ts';
import {usePace} from '../live/pace.ts';
import {untilBeat} from '../live/use-live.ts';
import {MemoryContext} from '../memory.ts';
import {useServices} from '../services.ts';
import {useThresholds} from './thresholds.ts';

/** What was seen and what was judged of it. */
export interface Health {
  readonly snapshot: Snapshot;
  readonly report: Report;
  readonly at: Date;
}

/** The latest look. It stays while later ones fail, with the reason. */
export interface HealthLook {
  readonly health: Health | null;
  readonly problem: Problem | null;
}

/** Under which the latest look is remembered. */
export const healthName = 'health';
/** A look at everything is dearer than a question: it is taken this often at most. */
const leastPauseMs = 5_000;
const recentMs = 20_000;
const retryMs = 3_000;
/** One where the jobs are kept, and one in the connected database. */
const statementsPerLook = 2;

const noLook: HealthLook = {health: null, problem: null};

/**
 * Looks at everything again and again while the component is mounted, remembering what earlier looks saw. A look is
 * told when something is new in its `picture`, which is all that is drawn of it.
 */
export function useHealth(picture: (health: Health) => unknown): HealthLook {
  const {database, live, listener, notices} = useServices();
  const {intervalMs, paused, reloads} = usePace();
  const thresholds = useThresholds();
  const memories = useContext(MemoryContext);
  const clock = useContext(ClockContext);
  const [look, setLook] = useState(() => (memories.get(healthName) as HealthLook | undefined) ?? noLook);
  const drawn = useRef({look, picture});
  useLayoutEffect(() => {
    drawn.current = {look, picture};
  });
  const [memory] = useState(() => ({
    value: look.health?.report.memory ?? emptyMemory(),
    jobs: look.health ? jobsOf(look.health.snapshot) : undefined,
    latest: look.health,
  }));

  // biome-ignore lint/correctness/useExhaustiveDependencies: a reload looks at once.
  useEffect(() => {
    if (paused && memory.latest) return;
    const stop = new AbortController();
    const tell = (next: HealthLook) => {
      if (stop.signal.aborted) return;
      memories.set(healthName, next);
      const pictureOf = ({health, problem}: HealthLook) => [health && drawn.current.picture(health), problem];
      if (!isDeepStrictEqual(pictureOf(drawn.current.look), pictureOf(next))) setLook(next);
      // The header tells of the worst, and since when it is known.
      clock.look();
    };
    const takeLook = async (): Promise<number> => {
      try {
        const snapshot = await live.follow(
          collectSnapshot(database, {
            signal: stop.signal,
            earlierJobs: isRecent(memory.latest) ? memory.jobs : undefined,
            listener: known(describeListener(listener.state(), listener.channels)),
          }),
          statementsPerLook,
        );
        const health = judgeLook(snapshot, memory.value, thresholds);
        Object.assign(memory, {value: health.report.memory, jobs: jobsOf(snapshot), latest: health});
        if (health.report.lookAgainMs === null) notices.see(health.report.findings, snapshot.handling);
        tell({health, problem: null});
        return untilLook(health.report.lookAgainMs ?? leastPauseMs, intervalMs);
      } catch (error) {
        const problem = toProblem(error);
        tell({health: memory.latest, problem});
        const waitMs = retryMs * (0.5 + Math.random());
        if (isOffline(problem)) live.retryAt(new Date(Date.now() + waitMs));
        return waitMs;
      }
    };
    const poll = async () => {
      while (!stop.signal.aborted) {
        const waitMs = await takeLook();
        if (paused && memory.latest) return;
        await delay(waitMs, undefined, {signal: stop.signal}).catch(() => {});
      }
    };
    void poll();
    return () => stop.abort();
  }, [database, live, listener, notices, memories, clock, intervalMs, paused, reloads, thresholds]);

  return look;
}

/** At a beat, as every other question: what is asked between beats finds out there how much room is left. */
function untilLook(pauseMs: number, intervalMs: number): number {
  return untilBeat(Math.ceil(pauseMs / intervalMs) * intervalMs);
}

/** After a longer while the newest runs alone may not reach back to it. */
function isRecent(health: Health | null): boolean {
  return health !== null && Date.now() - health.at.getTime() < recentMs;
}

function judgeLook(snapshot: Snapshot, memory: Memory, thresholds: Thresholds): Health {
  return {snapshot, report: judge(snapshot, memory, thresholds, allRules), at: snapshot.clientNow};
}
