import {known} from './known.ts';
import type {CronSnapshot, JobSnapshot} from './snapshot/cron.ts';
import type {Snapshot} from './snapshot.ts';

/** What is remembered of one job. */
export interface JobMemory {
  readonly schedule: string;
  readonly isActive: boolean;
  /** First seen at all. */
  readonly firstSeenAt: Date;
  /** Since when it has had this schedule and been active or not; null where it was so at first sight. */
  readonly changedAt: Date | null;
  /** The newest run and the status it was first seen in. */
  readonly newestRun: {readonly runId: number; readonly status: string; readonly seenAt: Date} | null;
}

export interface SchedulerMemory {
  readonly serverStartedAt: Date | null;
  readonly startedAt: Date | null;
  /** First of the looks in a row that found no scheduler. */
  readonly absentSince: Date | null;
  /** When it was found started anew, or gone, while the server was not restarted. */
  readonly restarts: readonly Date[];
  /** First of the looks in a row that found it waiting for the same thing. */
  readonly wait: {readonly event: string; readonly since: Date} | null;
}

/** What is carried from look to look, for rules that need two. A pure value: it can be stored and sent. */
export interface Memory {
  readonly lookCount: number;
  /** Of the server's clock; null before it. */
  readonly firstLookAt: Date | null;
  readonly jobs: ReadonlyMap<number, JobMemory>;
  readonly scheduler: SchedulerMemory;
  /** Looks in a row that found run numbers in use that the sequence has yet to give. */
  readonly sequenceBehindLooks: number;
  /** Since when each finding has been there, by `findingKey`; kept by the judge. */
  readonly findingsSince: ReadonlyMap<string, Date>;
}

export function emptyMemory(): Memory {
  return {
    lookCount: 0,
    firstLookAt: null,
    jobs: new Map(),
    scheduler: {serverStartedAt: null, startedAt: null, absentSince: null, restarts: [], wait: null},
    sequenceBehindLooks: 0,
    findingsSince: new Map(),
  };
}

/** Restarts further back say nothing about now. */
const rememberedRestarts = 20;

/** The memory after one more look. What could not be seen this time stays as it was remembered. */
export function remember(memory: Memory, snapshot: Snapshot): Memory {
  const lookCount = memory.lookCount + 1;
  const firstLookAt = memory.firstLookAt ?? snapshot.serverNow;
  if (!snapshot.cron.known) return {...memory, lookCount, firstLookAt};
  const cron = snapshot.cron.value;
  return {
    ...memory,
    lookCount,
    firstLookAt,
    jobs: cron.jobs.known ? rememberJobs(memory, cron.jobs.value, snapshot.serverNow) : memory.jobs,
    scheduler: rememberScheduler(memory.scheduler, cron, snapshot),
    sequenceBehindLooks: isSequenceBehind(cron) ? memory.sequenceBehindLooks + 1 : 0,
  };
}

/** Equal is the normal state; behind, every new run collides with an old one. */
export function isSequenceBehind({runNumbers}: CronSnapshot): boolean {
  return runNumbers.known && runNumbers.value.last < runNumbers.value.highest;
}

function rememberJobs(
  memory: Memory,
  jobs: readonly JobSnapshot[],
  now: Date,
): ReadonlyMap<number, JobMemory> {
  return new Map(jobs.map(job => [job.jobId, rememberJob(memory.jobs.get(job.jobId), job, now, memory)]));
}

function rememberJob(before: JobMemory | undefined, job: JobSnapshot, now: Date, memory: Memory): JobMemory {
  const {schedule, isActive} = job;
  const [newest] = job.runs;
  const isSame = before?.schedule === schedule && before.isActive === isActive;
  const changedAt = isSame ? before.changedAt : before || memory.lookCount > 0 ? now : null;
  const seenRun = before?.newestRun;
  const isSameRun = seenRun && seenRun.runId === newest?.runId && seenRun.status === newest.status;
  return {
    schedule,
    isActive,
    firstSeenAt: before?.firstSeenAt ?? now,
    changedAt,
    newestRun: isSameRun
      ? seenRun
      : newest
        ? {runId: newest.runId, status: newest.status, seenAt: now}
        : null,
  };
}

/** What the worker found counts as the first of two looks. */
function knownGoneSince({knownSince}: Snapshot): Date | null {
  for (const [key, since] of knownSince ?? []) if (key.startsWith('cron.scheduler-gone ')) return since;
  return null;
}

function rememberScheduler(before: SchedulerMemory, cron: CronSnapshot, snapshot: Snapshot): SchedulerMemory {
  const now = snapshot.serverNow;
  const serverStartedAt = snapshot.server.startedAt;
  const isSameServer = before.serverStartedAt?.getTime() === serverStartedAt.getTime();
  const kept = isSameServer ? before : emptyMemory().scheduler;
  if (!cron.scheduler.known) return {...kept, serverStartedAt};
  const scheduler = cron.scheduler.value;
  if (scheduler === null) {
    const isNew = kept.absentSince === null && kept.startedAt !== null;
    return {
      ...kept,
      serverStartedAt,
      absentSince: kept.absentSince ?? knownGoneSince(snapshot) ?? now,
      restarts: isNew ? [...kept.restarts, now].slice(-rememberedRestarts) : kept.restarts,
      wait: null,
    };
  }
  const startedAt = scheduler.startedAt ?? kept.startedAt;
  const hasRestarted =
    kept.startedAt !== null && startedAt !== null && startedAt.getTime() !== kept.startedAt.getTime();
  const event = scheduler.waitEventType === null ? null : `${scheduler.waitEventType} ${scheduler.waitEvent}`;
  return {
    serverStartedAt,
    startedAt,
    absentSince: null,
    restarts:
      hasRestarted && kept.absentSince === null
        ? [...kept.restarts, now].slice(-rememberedRestarts)
        : kept.restarts,
    wait: event === null ? null : kept.wait?.event === event ? kept.wait : {event, since: now},
  };
}

/** The jobs looked at, or none where they could not be seen. */
export function jobsOf(snapshot: Snapshot): readonly JobSnapshot[] {
  const cron = snapshot.cron.known ? snapshot.cron.value.jobs : known<readonly JobSnapshot[]>([]);
  return cron.known ? cron.value : [];
}
