import type {Connection} from '../config/connection.ts';
import {parseSchedule, type Schedule} from '../cron/schedule.ts';
import {answerInTime} from '../db/answer-in-time.ts';
import {type Client, endClient, openClient} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';
import {Alarm} from './alarm.ts';
import {
  addDueRuns,
  chooseStarts,
  noteEnd,
  noteStart,
  sleepMs,
  startTiming,
  type TimedJob,
  type Timing,
} from './due-runs.ts';
import {type JobRun, type RunOutcome, runJob, type ScheduledJob} from './job-run.ts';
import {createTakeLead, leadEveryMs} from './lead.ts';
import {type PipelineLog, textOf} from './pipeline-log.ts';

export interface SchedulerOptions {
  log?: PipelineLog;
  /** How soon a new, changed or paused job is noticed. */
  longestSleepMs?: number;
  /** Jobs at once; pg_cron has `cron.max_running_jobs` for it. */
  maxRunning?: number;
}

export interface Scheduler {
  /** Whether this one runs the jobs, rather than another one in the same database. */
  readonly leads: boolean;
  /** Starts nothing more, waits for what runs as long as it may take, then cancels it. Asking again can shorten it. */
  stop(drainMs?: number): Promise<void>;
}

/** A round is a few small statements. */
const turnMs = 10_000;

interface Running {
  readonly run: JobRun;
  runId: number | null;
}

/**
 * Runs the jobs of `lanewatch_cron` by pg_cron's rules, for servers without pg_cron. One per database: the others
 * stand by. Its loop is the only user of its session, so bookkeeping never overtakes itself.
 */
export function startScheduler(connection: Connection, options: SchedulerOptions = {}): Scheduler {
  const log = options.log ?? (() => {});
  const open = () => openClient(connection, {applicationName: 'lanewatch scheduler', max: 1});
  let control = open();
  const takeLead = createTakeLead('scheduler', log);
  const alarm = new Alarm();
  const running = new Map<number, Running>();
  /** Outcomes that are not written down yet: a lost link must not turn them into runs without an end. */
  const unwritten: {runId: number; outcome: RunOutcome}[] = [];
  let timing: Timing | null = null;
  let leads = false;
  let isStopping = false;

  async function turn(): Promise<number> {
    const led = leads;
    leads = await takeLead(control);
    await writeOutcomes();
    if (!leads) {
      timing = null;
      return options.longestSleepMs ?? leadEveryMs;
    }
    if (!led) await resolveDeadRuns();
    const {nowMs, jobs} = await readJobs(control);
    const timed = jobs.map(timeOf);
    timing = addDueRuns(timing ?? startTiming(nowMs), timed, nowMs);
    for (const [jobId, {run}] of running) {
      if (!jobs.some(job => job.jobId === jobId && job.isActive)) run.cancel();
    }
    for (const jobId of chooseStarts(timing, options.maxRunning ?? 5)) {
      const job = jobs.find(one => one.jobId === jobId);
      if (!job || isStopping) continue;
      timing = noteStart(timing, jobId, nowMs);
      begin(job);
    }
    return sleepMs(timing, timed, nowMs, options.longestSleepMs ?? leadEveryMs);
  }

  function begin(job: ScheduledJob): void {
    const entry: Running = {
      runId: null,
      run: runJob(connection, job, async backendPid => {
        const values = [job.jobId, backendPid, job.database, job.username, job.command];
        const [row] = await control.unsafe<{run_id: number}[]>(readSql('actions/begin-run.sql'), values);
        entry.runId = row?.run_id ?? null;
      }),
    };
    running.set(job.jobId, entry);
    void entry.run.outcome.then(outcome => {
      running.delete(job.jobId);
      if (timing) timing = noteEnd(timing, job.jobId);
      if (entry.runId !== null) unwritten.push({runId: entry.runId, outcome});
      if (outcome.status === 'failed') {
        log({level: 'warning', text: `job ${job.jobName ?? job.jobId} failed: ${outcome.message}`});
      }
      alarm.ring();
    });
  }

  async function writeOutcomes(): Promise<void> {
    for (let next = unwritten[0]; next; next = unwritten[0]) {
      const {runId, outcome} = next;
      await control.unsafe(readSql('actions/end-run.sql'), [runId, outcome.status, outcome.message]);
      unwritten.shift();
    }
  }

  async function resolveDeadRuns(): Promise<void> {
    const own = [...running.values()].flatMap(({runId}) => (runId === null ? [] : [runId]));
    const {count} = await control.unsafe(readSql('actions/resolve-dead-runs.sql'), [JSON.stringify(own)]);
    log({level: 'info', text: `scheduler leads; ${count} runs of an earlier one resolved`});
  }

  async function loop(): Promise<void> {
    while (!isStopping) {
      let waitMs = 1_000;
      try {
        waitMs = await answerInTime(turn(), turnMs);
      } catch (error) {
        leads = false;
        waitMs = 1_000 + Math.random() * 4_000;
        if (!isStopping) log({level: 'error', text: `scheduler: ${textOf(error)}`});
        // A new session, as the link of this one may be dead without a word.
        await endClient(control, 0).catch(() => {});
        control = open();
      }
      if (!isStopping) await alarm.wait(waitMs);
    }
  }

  async function finish(): Promise<void> {
    await looping;
    await Promise.all([...running.values()].map(({run}) => run.outcome));
    await writeOutcomes().catch(error => log({level: 'error', text: `scheduler: ${textOf(error)}`}));
    await endClient(control, 1_000).catch(() => {});
    leads = false;
  }

  const looping = loop();
  let finished: Promise<void> | null = null;
  return {
    get leads() {
      return leads;
    },
    async stop(drainMs = 10_000) {
      isStopping = true;
      alarm.ring();
      finished ??= finish();
      const timer = setTimeout(() => {
        for (const {run} of running.values()) run.cancel();
      }, drainMs);
      await finished;
      clearTimeout(timer);
    },
  };
}

async function readJobs(control: Client): Promise<{nowMs: number; jobs: readonly ScheduledJob[]}> {
  const rows = await control.unsafe<{now_ms: number; jobs: ScheduledJob[]}[]>(
    readSql('actions/read-scheduled-jobs.sql'),
    [],
    {prepare: true},
  );
  return {nowMs: rows[0]?.now_ms ?? Date.now(), jobs: rows[0]?.jobs ?? []};
}

function timeOf({jobId, isActive, schedule}: ScheduledJob): TimedJob {
  return {jobId, isActive, schedule: readSchedule(schedule)};
}

/** A text that cannot be read never fires, as in pg_cron; the monitor says so, not the scheduler. */
function readSchedule(text: string): Schedule | null {
  try {
    return parseSchedule(text);
  } catch {
    return null;
  }
}
