import type {Connection} from '../config/connection.ts';
import {answerInTime} from '../db/answer-in-time.ts';
import {type Client, endClient, openClient} from '../db/client.ts';
import type {DebounceRules} from './debounce.ts';
import {followViews, lookAtOutbox, type OutboxLook} from './outbox.ts';
import {
  cycleDueMs,
  failedCycle,
  noteCycleEnd,
  noteCycleStart,
  noteLook,
  noWork,
  setAside,
} from './pending-work.ts';
import type {PipelineLog} from './pipeline-log.ts';
import {type CycleResult, runRefreshCycle} from './refresh-cycle.ts';
import {setbackOf} from './setback.ts';
import {vacuumViews} from './vacuum-views.ts';

export interface RefreshWorkOptions {
  readonly schema: string;
  readonly rules: DebounceRules;
  readonly refreshesPerVacuum?: number | undefined;
  /** Begins nothing more. */
  readonly drain: AbortSignal;
  /** Cancels the refresh under way. */
  readonly cancel: AbortSignal;
  readonly log: PipelineLog;
  onRefresh(viewName: string | null): void;
  onResult(result: CycleResult): void;
  /** A cycle is over, and the next one may begin. */
  onEnd(): void;
}

/** The refreshing of one leader, from the taking of the lead to its loss. */
export interface RefreshWork {
  readonly state: 'idle' | 'waiting' | 'refreshing';
  /** Looks at the outbox over a session of the caller's. */
  look(control: Client, timeoutMs: number): Promise<void>;
  /** Begins a cycle where one is due, and gives how long it is to the next; infinite where nothing is known to be due. */
  begin(): number;
  /** Forgets what waits. The refresh under way may take so long to end; then its session is left to itself. */
  leave(graceMs: number): Promise<void>;
}

/** How long a refresh waits for a lock before it makes room and is tried again. */
const lockTimeoutMs = 60_000;

export function createRefreshWork(connection: Connection, options: RefreshWorkOptions): RefreshWork {
  const {schema, rules, log} = options;
  const left = new AbortController();
  const drain = AbortSignal.any([options.drain, left.signal]);
  let work = noWork;
  let cycle: {readonly client: Client; readonly ended: Promise<void>} | null = null;
  /** Server clock minus ours. */
  let skewMs = 0;
  const nowMs = () => Date.now() + skewMs;

  async function runCycle(client: Client, seen: OutboxLook): Promise<void> {
    const result = await runRefreshCycle(client, {
      cause: 'event',
      seen,
      setAside: setAside(work, nowMs()),
      drain,
      cancel: options.cancel,
      onRefresh: options.onRefresh,
    }).catch(error => failedCycle(setbackOf(error)));
    work = noteCycleEnd(work, seen, result, nowMs());
    options.onResult(result);
    if (result.refreshed.length > 0 && !drain.aborted) await vacuum(client);
    await endClient(client, 0).catch(() => {});
    cycle = null;
    options.onEnd();
  }

  async function vacuum(client: Client): Promise<void> {
    try {
      const names = await vacuumViews(client, {every: options.refreshesPerVacuum, signal: drain});
      for (const view of names) log({level: 'info', text: `vacuumed ${view}`, facts: {view}});
    } catch (error) {
      const {message, sqlstate} = setbackOf(error);
      log({level: 'warning', text: `vacuum: ${message}`, facts: {sqlstate}});
    }
  }

  return {
    get state() {
      if (cycle) return 'refreshing';
      return work.waiting ? 'waiting' : 'idle';
    },
    async look(control, timeoutMs) {
      await answerInTime(followViews(control), timeoutMs);
      const look = await answerInTime(lookAtOutbox(control, work.dealtWith), timeoutMs);
      skewMs = look.nowMs - Date.now();
      work = noteLook(work, look);
    },
    begin() {
      const dueMs = cycleDueMs(work, rules);
      if (dueMs === null || work.seen === null || cycle !== null) return Number.POSITIVE_INFINITY;
      if (nowMs() < dueMs || drain.aborted) return dueMs - nowMs();
      const {seen} = work;
      const client = openClient(connection, {
        applicationName: 'lanewatch refresh',
        max: 1,
        schema,
        lockTimeoutMs,
      });
      work = noteCycleStart(work);
      const ended = runCycle(client, seen);
      cycle = {client, ended};
      return Number.POSITIVE_INFINITY;
    },
    async leave(graceMs) {
      left.abort();
      work = noWork;
      if (cycle === null) return;
      const {client, ended} = cycle;
      // Over a dead link no answer would ever come; what the server is at goes on without us, and its log tells.
      await endClient(client, graceMs).catch(() => {});
      await ended;
    },
  };
}
