import {type FireOptions, nextFire, previousFire} from '../cron/fires.ts';
import {parseSchedule, type Schedule} from '../cron/schedule.ts';
import {valueOr} from './known.ts';
import type {CronSnapshot, JobSnapshot} from './snapshot/cron.ts';

/** When a job should run, by the rules and the zone of the pg_cron that runs it. */
export interface JobTiming {
  readonly schedule: Schedule | null;
  /** Why the schedule cannot be read. */
  readonly problem: string | null;
  readonly options: FireOptions;
  readonly nextFireAt: Date | null;
  /** The last fire up to now. */
  readonly previousFireAt: Date | null;
}

const timings = new WeakMap<JobSnapshot, JobTiming>();
type FiresAround = Pick<JobTiming, 'nextFireAt' | 'previousFireAt'>;
/** The fires around an instant, which hold from then on until the next one. */
const around = new WeakMap<Schedule, FiresAround & {nextFireAt: Date; at: Date; zone: string | undefined}>();
const schedules = new Map<string, Schedule | Error>();
const rememberedSchedules = 20_000;

/** The timing of a job of a snapshot, worked out once: screens and a dozen rules ask for it. */
export function timingOf(job: JobSnapshot, cron: CronSnapshot, now: Date): JobTiming {
  let timing = timings.get(job);
  if (timing === undefined) {
    timing = workOut(job, cron, now);
    timings.set(job, timing);
  }
  return timing;
}

function workOut(job: JobSnapshot, cron: CronSnapshot, now: Date): JobTiming {
  const schedule = readSchedule(job.schedule, yearlyFires(cron.version));
  const options = fireOptions(job, cron);
  if (schedule instanceof Error) {
    return {schedule: null, problem: schedule.message, options, nextFireAt: null, previousFireAt: null};
  }
  try {
    return {schedule, problem: null, options, ...firesAround(schedule, now, options)};
  } catch (error) {
    // A zone that this runtime does not know.
    const problem = error instanceof Error ? error.message : String(error);
    return {schedule, problem, options, nextFireAt: null, previousFireAt: null};
  }
}

/**
 * Until the next fire of a cron schedule the fires around now stay the same, whichever of its jobs asks: worked out once
 * for each schedule, not for each job at each look.
 */
function firesAround(schedule: Schedule, now: Date, options: FireOptions): FiresAround {
  const known = around.get(schedule);
  if (known && known.zone === options.zone && known.at <= now && now < known.nextFireAt) {
    const {nextFireAt, previousFireAt} = known;
    return {nextFireAt, previousFireAt};
  }
  const fires = {
    nextFireAt: nextFire(schedule, now, options),
    previousFireAt: previousFire(schedule, now, options),
  };
  // An interval counts from the job's own last run.
  if (schedule.kind === 'cron' && fires.nextFireAt !== null)
    around.set(schedule, {...fires, nextFireAt: fires.nextFireAt, at: now, zone: options.zone});
  return fires;
}

function fireOptions(job: JobSnapshot, cron: CronSnapshot): FireOptions {
  const settings = valueOr(cron.settings, null);
  const scheduler = valueOr(cron.scheduler, null);
  const lastStart = job.runs.find(run => run.startedAt !== null)?.startedAt;
  return {
    zone: settings?.zone ?? 'GMT',
    ...(scheduler?.startedAt ? {since: scheduler.startedAt} : {}),
    ...(lastStart ? {lastStart} : {}),
  };
}

function readSchedule(text: string, yearly: boolean): Schedule | Error {
  const key = `${yearly} ${text}`;
  let schedule = schedules.get(key);
  if (schedule === undefined) {
    try {
      schedule = parseSchedule(text, {yearlyFires: yearly});
    } catch (error) {
      schedule = error instanceof Error ? error : new Error(String(error));
    }
    if (schedules.size >= rememberedSchedules) schedules.clear();
    schedules.set(key, schedule);
  }
  return schedule;
}

/** Up to pg_cron 1.4 `@yearly` fires on 1 January; afterwards, and in the built-in scheduler, never. */
function yearlyFires(version: string | null): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  return major !== undefined && (Number(major) < 1 || (Number(major) === 1 && Number(minor) <= 4));
}
