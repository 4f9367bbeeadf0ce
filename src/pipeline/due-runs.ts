import {firesBetween} from '../cron/fires.ts';
import type {Schedule} from '../cron/schedule.ts';

/** A job as far as its timing goes; `schedule` is null where its text cannot be read, and then it never runs. */
export interface TimedJob {
  readonly jobId: number;
  readonly schedule: Schedule | null;
  readonly isActive: boolean;
}

export interface JobTiming {
  /** Fires that have not been run yet: while a job runs they queue up, as in pg_cron. */
  readonly pendingRuns: number;
  readonly isRunning: boolean;
  readonly lastStartMs: number | null;
  readonly hasRebooted: boolean;
}

/** Everything the scheduler remembers about time. Lost with it: nothing is caught up after a start. */
export interface Timing {
  readonly startedMs: number;
  readonly lastMinuteMs: number;
  readonly jobs: ReadonlyMap<number, JobTiming>;
}

const minuteMs = 60_000;
const fresh: JobTiming = {pendingRuns: 0, isRunning: false, lastStartMs: null, hasRebooted: false};

export function startTiming(nowMs: number): Timing {
  return {startedMs: nowMs, lastMinuteMs: minuteOf(nowMs), jobs: new Map()};
}

/** Adds the fires that are due by now, and forgets jobs that are gone or paused unless they still run. */
export function addDueRuns(timing: Timing, jobs: readonly TimedJob[], nowMs: number): Timing {
  const next = new Map<number, JobTiming>();
  for (const job of jobs) {
    const known = timing.jobs.get(job.jobId) ?? fresh;
    const due = job.isActive && job.schedule ? countDue(job.schedule, known, timing, nowMs) : 0;
    const pendingRuns = job.isActive ? limit(job.schedule, known.pendingRuns + due) : 0;
    next.set(job.jobId, {...known, pendingRuns, hasRebooted: true});
  }
  for (const [jobId, known] of timing.jobs) {
    if (known.isRunning && !next.has(jobId)) next.set(jobId, {...known, pendingRuns: 0});
  }
  return {...timing, lastMinuteMs: minuteOf(nowMs), jobs: next};
}

/** An interval queues at most one run; a cron schedule queues all of them. */
function limit(schedule: Schedule | null, pendingRuns: number): number {
  return schedule?.kind === 'interval' ? Math.min(1, pendingRuns) : pendingRuns;
}

function countDue(schedule: Schedule, known: JobTiming, timing: Timing, nowMs: number): number {
  switch (schedule.kind) {
    case 'reboot':
      return known.hasRebooted ? 0 : 1;
    case 'interval': {
      const sinceMs = Math.max(known.lastStartMs ?? 0, timing.startedMs);
      return !known.isRunning && nowMs >= sinceMs + schedule.seconds * 1000 ? 1 : 0;
    }
    case 'cron':
      return countMinutes(schedule, timing.lastMinuteMs, minuteOf(nowMs));
  }
}

/**
 * The clock may jump, and then pg_cron does as Vixie cron does. Up to 5 minutes ahead: every minute counts. Up to 3
 * hours ahead (summer time): only schedules at a fixed time catch up. Up to 3 hours back: fixed times have had their
 * run. Beyond: the clock was set anew, only this minute counts.
 */
function countMinutes(schedule: Schedule, lastMs: number, nowMs: number): number {
  const passed = (nowMs - lastMs) / minuteMs;
  if (passed === 0) return 0;
  const isFixed = !/^\s*(\*|\S+\s+\*|@hourly)/.test(schedule.text);
  if (passed < 0 && passed > -180 && isFixed) return 0;
  const catchesUp = passed > 0 && (passed <= 5 || (passed <= 180 && isFixed));
  const from = catchesUp ? lastMs : nowMs - minuteMs;
  return [...firesBetween(schedule, new Date(from), new Date(nowMs))].length;
}

/** The jobs to start now: never one that runs, never more than `maxRunning` at once. */
export function chooseStarts(timing: Timing, maxRunning: number): number[] {
  const running = [...timing.jobs.values()].filter(job => job.isRunning).length;
  return [...timing.jobs]
    .filter(([, job]) => job.pendingRuns > 0 && !job.isRunning)
    .slice(0, Math.max(0, maxRunning - running))
    .map(([jobId]) => jobId);
}

export function noteStart(timing: Timing, jobId: number, nowMs: number): Timing {
  const job = timing.jobs.get(jobId) ?? fresh;
  const started = {
    ...job,
    pendingRuns: Math.max(0, job.pendingRuns - 1),
    isRunning: true,
    lastStartMs: nowMs,
  };
  return {...timing, jobs: new Map(timing.jobs).set(jobId, started)};
}

export function noteEnd(timing: Timing, jobId: number): Timing {
  const job = timing.jobs.get(jobId);
  if (!job) return timing;
  return {...timing, jobs: new Map(timing.jobs).set(jobId, {...job, isRunning: false})};
}

/** How long the scheduler may sleep: to the next minute or interval, and not past `longestMs` for changed jobs. */
export function sleepMs(timing: Timing, jobs: readonly TimedJob[], nowMs: number, longestMs: number): number {
  const waits = [longestMs, minuteOf(nowMs) + minuteMs - nowMs];
  for (const job of jobs) {
    if (!job.isActive || job.schedule?.kind !== 'interval') continue;
    const known = timing.jobs.get(job.jobId);
    if (known?.isRunning) continue;
    waits.push(Math.max(known?.lastStartMs ?? 0, timing.startedMs) + job.schedule.seconds * 1000 - nowMs);
  }
  return Math.max(0, Math.min(...waits));
}

function minuteOf(ms: number): number {
  return Math.floor(ms / minuteMs) * minuteMs;
}
