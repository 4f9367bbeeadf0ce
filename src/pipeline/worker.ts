import type {Connection} from '../config/connection.ts';
import {openClient} from '../db/client.ts';
import {openListenSession} from '../db/listen-session.ts';
import {readSql} from '../db/sql-files.ts';
import {Alarm} from './alarm.ts';
import {type DebounceRules, refreshDebounce} from './debounce.ts';
import {createHeartbeat, type WorkerFacts} from './heartbeat.ts';
import {takeLead} from './leadership.ts';
import {lookAtOutbox} from './outbox.ts';
import {cycleDueMs, noteCycleEnd, noteCycleStart, noteLook, noWork} from './pending-work.ts';
import {type PipelineLog, textOf} from './pipeline-log.ts';
import {runRefreshCycle} from './refresh-cycle.ts';
import {type Scheduler, startScheduler} from './scheduler.ts';

export interface WorkerOptions {
  schema: string;
  version: string;
  log?: PipelineLog;
  debounce?: DebounceRules;
  /** The backstop for notifications that were never heard. */
  pollMs?: number;
  heartbeatMs?: number;
}

export interface Worker {
  readonly facts: Readonly<WorkerFacts>;
  /** Lets the refresh and the jobs under way finish, cancels them when they take longer, and says goodbye. Asking again can shorten it. */
  stop(drainMs?: number): Promise<void>;
}

const hintDelayMs = 250;

/**
 * Keeps the pipeline views up to date with the events. Notifications only wake it; what there is to do it reads from
 * the outbox, which it also reads unasked. One worker per database and schema leads, the others stand by. Where
 * pg_cron is absent it runs the scheduler too.
 */
export function startWorker(connection: Connection, options: WorkerOptions): Worker {
  const {schema} = options;
  const log = options.log ?? (() => {});
  const rules = options.debounce ?? refreshDebounce;
  const pollMs = options.pollMs ?? 30_000;
  const heartbeatMs = options.heartbeatMs ?? 5_000;
  const control = openClient(connection, {applicationName: 'lanewatch worker', max: 1, schema});
  const refresher = openClient(connection, {applicationName: 'lanewatch refresh', max: 1, schema});
  const beat = createHeartbeat(control, options.version);
  const alarm = new Alarm();
  const drain = new AbortController();
  const cancel = new AbortController();
  const facts: WorkerFacts = {
    leads: false,
    schedules: false,
    state: 'standby',
    refreshingView: null,
    refreshedCount: 0,
    failedCount: 0,
    lastError: null,
  };
  let work = noWork;
  let cycle: Promise<void> | null = null;
  let scheduler: Scheduler | null = null;
  let isStopping = false;
  let lookAtMs = 0;
  let beatAtMs = 0;
  /** Server clock minus ours. */
  let skewMs = 0;

  /** Rings once per look, however many notifications come. */
  const hint = () => {
    const soonMs = performance.now() + hintDelayMs;
    if (lookAtMs <= soonMs) return;
    lookAtMs = soonMs;
    alarm.ring();
  };
  const ears = openListenSession(connection, {
    channels: ['submission_scored'],
    onEvent: hint,
    onState: () => {},
  });

  async function turn(): Promise<number> {
    facts.leads = await takeLead(control, `worker ${schema}`);
    if (!facts.leads) work = noWork;
    facts.schedules = scheduler?.leads ?? false;
    const isTimeToLook = performance.now() >= lookAtMs;
    if (isTimeToLook) {
      lookAtMs = performance.now() + pollMs;
      scheduler ??= await startSchedulerWhereNeeded();
    }
    if (facts.leads && isTimeToLook) {
      const look = await lookAtOutbox(control);
      skewMs = look.nowMs - Date.now();
      work = noteLook(work, look);
    }
    let dueMs = cycleDueMs(work, rules);
    if (dueMs !== null && facts.leads && Date.now() + skewMs >= dueMs) {
      beginCycle();
      dueMs = null;
    }
    facts.state = stateNow();
    if (performance.now() >= beatAtMs) {
      beatAtMs = performance.now() + heartbeatMs;
      await beat(facts);
    }
    const untilDueMs = dueMs === null ? Number.POSITIVE_INFINITY : dueMs - skewMs - Date.now();
    return Math.min(untilDueMs, beatAtMs - performance.now(), lookAtMs - performance.now());
  }

  function stateNow(): WorkerFacts['state'] {
    if (isStopping) return 'draining';
    if (!facts.leads) return 'standby';
    return work.isRefreshing ? 'refreshing' : work.waiting ? 'waiting' : 'idle';
  }

  async function startSchedulerWhereNeeded(): Promise<Scheduler | null> {
    const [row] = await control.unsafe<{is_installed: boolean}[]>(readSql('actions/find-scheduler.sql'), [], {
      prepare: true,
    });
    return row?.is_installed && !isStopping ? startScheduler(connection, {log}) : null;
  }

  function beginCycle(): void {
    const {seen} = work;
    if (!seen) return;
    work = noteCycleStart(work);
    cycle = runRefreshCycle(refresher, {
      cause: 'event',
      seen,
      drain: drain.signal,
      cancel: cancel.signal,
      onRefresh(viewName) {
        facts.refreshingView = viewName;
        beatAtMs = 0;
        alarm.ring();
      },
    })
      .then(
        ({refreshed, failures, isComplete}) => {
          facts.refreshedCount += refreshed;
          for (const {viewName, message} of failures) noteFailure(`${viewName}: ${message}`);
          work = noteCycleEnd(work, isComplete, Date.now() + skewMs);
        },
        error => {
          noteFailure(textOf(error));
          work = noteCycleEnd(work, false, Date.now() + skewMs);
        },
      )
      .finally(() => {
        cycle = null;
        hint();
      });
  }

  function noteFailure(text: string): void {
    facts.failedCount += 1;
    facts.lastError = text;
    if (!isStopping) log({level: 'error', text: `worker: ${text}`});
  }

  async function loop(): Promise<void> {
    let attempts = 0;
    while (!isStopping) {
      let waitMs: number;
      try {
        waitMs = await turn();
        attempts = 0;
      } catch (error) {
        facts.leads = false;
        attempts += 1;
        waitMs = Math.random() * Math.min(30_000, 500 * 2 ** Math.min(attempts, 10));
        if (!isStopping) log({level: 'error', text: `worker: ${textOf(error)}`});
      }
      if (!isStopping) await alarm.wait(Math.max(10, waitMs));
    }
  }

  async function finish(): Promise<void> {
    await Promise.all([looping, ears.close(), cycle]);
    facts.state = 'stopped';
    facts.leads = false;
    facts.schedules = false;
    await beat(facts).catch(() => {});
    await Promise.all([control, refresher].map(client => client.end({timeout: 1}).catch(() => {})));
  }

  const looping = control.unsafe(readSql('actions/forget-workers.sql')).then(loop, loop);
  let finished: Promise<unknown> | null = null;
  return {
    facts,
    async stop(drainMs = 10_000) {
      isStopping = true;
      alarm.ring();
      drain.abort();
      const ending = scheduler?.stop(drainMs);
      finished ??= Promise.all([finish(), ending]);
      const timer = setTimeout(() => cancel.abort(), drainMs);
      await finished;
      clearTimeout(timer);
    },
  };
}
