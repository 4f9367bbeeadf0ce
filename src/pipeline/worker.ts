import type {Connection} from '../config/connection.ts';
import {answerInTime} from '../db/answer-in-time.ts';
import {type Client, endClient, openClient} from '../db/client.ts';
import {type ListenSession, openListenSession} from '../db/listen-session.ts';
import {toProblem} from '../db/problem.ts';
import {readSql} from '../db/sql-files.ts';
import {Alarm} from './alarm.ts';
import {type DebounceRules, refreshDebounce} from './debounce.ts';
import {describeEars} from './ears-log.ts';
import {findPipeline} from './find-pipeline.ts';
import {createHeartbeat, newWorkerFacts, type WorkerFacts} from './heartbeat.ts';
import {createTakeLead, leadEveryMs} from './lead.ts';
import type {PipelineLog} from './pipeline-log.ts';
import type {CycleResult} from './refresh-cycle.ts';
import {createRefreshWork, type RefreshWork} from './refresh-work.ts';
import {type Scheduler, startScheduler} from './scheduler.ts';
import {createSliceWork, defaultSliceSessions} from './slice-work.ts';
import {hasTwins} from './slices.ts';

export type FollowedByWorker = 'views' | 'slices';

export interface WorkerOptions {
  schema: string;
  version: string;
  log?: PipelineLog;
  /** What events bring up to date: whole views, or where they are installed the slices of the live twins. */
  follow?: FollowedByWorker;
  /** How many slices may be computed at the same time. */
  sliceSessions?: number;
  debounce?: DebounceRules;
  /** The backstop for notifications that were never heard. */
  pollMs?: number;
  heartbeatMs?: number;
  /** How long the server may take for a small answer; a link that takes longer is taken for dead. */
  answerMs?: number;
  /** A view is vacuumed after so many refreshes. */
  refreshesPerVacuum?: number;
}

export interface Worker {
  readonly facts: Readonly<WorkerFacts>;
  /** The session that listens, as it stands. */
  readonly ears: Pick<ListenSession, 'channels' | 'state'>;
  /** Lets the refresh and the jobs under way finish, cancels them when they take longer, and says goodbye. Asking again can shorten it. */
  stop(drainMs?: number): Promise<void>;
}

const hintDelayMs = 250;
/** The poll while nothing can be heard. */
const deafPollMs = 5_000;
/** How long a refresh may go on when the lead is lost, and after it was cancelled. */
const graceMs = 5_000;
const longestRetryMs = 30_000;

/**
 * Keeps the pipeline views up to date with the events. Notifications only wake it; what there is to do it reads from
 * the outbox, which it also reads unasked. Of those that follow whole views one per database and schema leads, and the
 * others stand by. Where pg_cron is absent it runs the scheduler too. Everything it knows belongs to one control
 * session: when that is lost, so are the lead and the work, and a new session begins anew from what the database holds.
 */
export function startWorker(connection: Connection, options: WorkerOptions): Worker {
  const {schema, debounce: rules = refreshDebounce, refreshesPerVacuum} = options;
  const {sliceSessions = defaultSliceSessions} = options;
  const {log = () => {}, pollMs = 30_000, heartbeatMs = 5_000, answerMs = 5_000} = options;
  const beat = createHeartbeat(options.version);
  /** Of each kind one leads: beside those that follow slices another may follow whole views. */
  const takeLead = {
    views: createTakeLead(`worker ${schema}`, log),
    slices: createTakeLead(`slice worker ${schema}`, log),
  };
  const alarm = new Alarm();
  const drain = new AbortController();
  const cancel = new AbortController();
  const facts = newWorkerFacts();
  let scheduler: Scheduler | null = null;
  let work: RefreshWork | null = null;
  let followsSlices = false;
  let lookAtMs = 0;
  let beatAtMs = 0;

  const workOptions = {
    schema,
    drain: drain.signal,
    cancel: cancel.signal,
    onRefresh(viewName: string | null) {
      facts.refreshingView = viewName;
      beatAtMs = 0;
      alarm.ring();
    },
    onResult: noteResult,
    onEnd: () => hint(),
  };
  const inTime = <Answer>(answer: PromiseLike<Answer>) => answerInTime(answer, answerMs);
  /** Rings once per look, however many notifications come. */
  const hint = () => {
    const soonMs = performance.now() + hintDelayMs;
    if (lookAtMs <= soonMs) return;
    lookAtMs = soonMs;
    alarm.ring();
  };
  const tellOfEars = describeEars(log);
  const ears = openListenSession(connection, {
    channels: ['submission_scored', 'bout_decided'],
    onEvent: hint,
    onState: tellOfEars,
  });

  /** One round over the control session; gives how long it is to the next. Throws where the session is of no use. */
  async function turn(control: Client): Promise<number> {
    await lead(control);
    facts.schedules = scheduler?.leads ?? false;
    if (performance.now() >= lookAtMs) {
      lookAtMs = performance.now() + (ears.state().link === 'live' ? pollMs : Math.min(pollMs, deafPollMs));
      scheduler ??= await startSchedulerWhereNeeded(control);
      await work?.look(control, answerMs);
    }
    const untilDueMs = work?.begin() ?? Number.POSITIVE_INFINITY;
    facts.state = drain.signal.aborted ? 'draining' : (work?.state ?? 'standby');
    if (performance.now() >= beatAtMs) {
      beatAtMs = performance.now() + heartbeatMs;
      await inTime(beat(control, facts));
    }
    const now = performance.now();
    return Math.max(10, Math.min(untilDueMs, beatAtMs - now, lookAtMs - now, leadEveryMs));
  }

  async function lead(control: Client): Promise<void> {
    const leads = await inTime(takeLead[followsSlices ? 'slices' : 'views'](control));
    if (leads === facts.leads) return;
    facts.leads = leads;
    beatAtMs = 0;
    if (followsSlices) return;
    if (!leads) return leave();
    log({level: 'info', text: 'leads: refreshes the views on events', facts: {schema}});
    lookAtMs = 0;
    work = createRefreshWork(connection, {...workOptions, rules, refreshesPerVacuum, log});
  }

  /** Every worker takes its share of the slices, whether it leads or not. */
  async function followSlices(control: Client): Promise<void> {
    followsSlices = options.follow === 'slices' && (await inTime(hasTwins(control)));
    if (!followsSlices) return;
    log({level: 'info', text: 'computes the slices of the live twins on events', facts: {schema}});
    lookAtMs = 0;
    work = createSliceWork(connection, {...workOptions, sessions: sliceSessions});
  }

  async function leave(): Promise<void> {
    facts.leads = false;
    const left = work;
    work = null;
    await left?.leave(graceMs);
  }

  function noteResult({refreshed, setbacks}: CycleResult): void {
    facts.refreshedCount += refreshed.length;
    for (const {viewName, durationMs} of refreshed) {
      const text = `refreshed ${viewName} in ${Math.round(durationMs)} ms`;
      log({level: 'info', text, facts: {view: viewName, durationMs: Math.round(durationMs)}});
    }
    for (const [viewName, {kind, message, sqlstate}] of setbacks) {
      if (message === null) continue;
      const text = viewName === '' ? message : `${viewName}: ${message}`;
      facts.failedCount += 1;
      facts.lastError = text;
      if (!drain.signal.aborted)
        log({level: 'error', text, facts: {view: viewName, sqlstate, setback: kind}});
    }
  }

  async function startSchedulerWhereNeeded(control: Client): Promise<Scheduler | null> {
    const asking = control.unsafe<{is_installed: boolean}[]>(readSql('actions/find-scheduler.sql'), [], {
      prepare: true,
    });
    const [row] = await inTime(asking);
    return row?.is_installed && !drain.signal.aborted ? startScheduler(connection, {log}) : null;
  }

  /** One control session from its opening until it is lost, which throws, or the worker stops. */
  async function serve(control: Client, onGood: () => void): Promise<void> {
    await inTime(findPipeline(control, schema, 'There is nothing to keep fresh'));
    await inTime(control.unsafe(readSql('actions/forget-workers.sql')));
    await followSlices(control);
    // While the last refresh ends it goes on leading, and saying that it is alive.
    const isOver = () => drain.signal.aborted && work?.state !== 'refreshing';
    while (!isOver()) {
      const waitMs = await turn(control);
      onGood();
      if (!isOver()) await alarm.wait(waitMs);
    }
    Object.assign(facts, {state: 'stopped', leads: false, schedules: false});
    await inTime(beat(control, facts));
  }

  async function run(): Promise<void> {
    let attempts = 0;
    while (!drain.signal.aborted) {
      const control = openClient(connection, {
        applicationName: 'lanewatch worker',
        max: 1,
        schema,
        connectTimeoutMs: answerMs,
      });
      try {
        await serve(control, () => {
          attempts = 0;
        });
      } catch (error) {
        attempts += 1;
        const {what, why, remedy, sqlstate = null} = toProblem(error);
        const text = `${what}: ${why}. ${remedy}`;
        if (!drain.signal.aborted) log({level: 'error', text, facts: {sqlstate, attempts}});
      }
      await endClient(control, 0).catch(() => {});
      await leave();
      if (!drain.signal.aborted) {
        await alarm.wait(Math.random() * Math.min(longestRetryMs, 500 * 2 ** Math.min(attempts, 10)));
      }
    }
  }

  const running = run().finally(() => {
    facts.state = 'stopped';
    return ears.close();
  });
  let finished: Promise<unknown> | null = null;
  return {
    facts,
    ears,
    async stop(drainMs = 10_000) {
      drain.abort();
      alarm.ring();
      finished ??= running;
      const ending = Promise.all([finished, scheduler?.stop(drainMs)]);
      const timer = setTimeout(() => {
        cancel.abort();
        // Over a dead link the cancelled refresh does not end either.
        setTimeout(() => void work?.leave(0), graceMs).unref();
      }, drainMs);
      await ending;
      clearTimeout(timer);
    },
  };
}
