import type {
  CronSettings,
  CronSnapshot,
  JobSnapshot,
  RunSnapshot,
} from '../../../../src/health/snapshot/cron.ts';
import {known, type Snapshot, unknown} from '../../../../src/health/snapshot.ts';

/** 2026-05-01, at a time of the day in UTC. */
export const at = (time: string) => new Date(`2026-05-01T${time}Z`);

export const defaultSettings: CronSettings = {
  homeDatabase: 'lanes',
  zone: 'GMT',
  logsRuns: true,
  launchesJobs: true,
  maxRunningJobs: 32,
  usesBackgroundWorkers: false,
};

/** A run of four seconds. */
export function run(runId: number, time: string, rest: Partial<RunSnapshot> = {}): RunSnapshot {
  const startedAt = at(time);
  return {runId, status: 'succeeded', startedAt, endedAt: new Date(startedAt.getTime() + 4000), ...rest};
}

/** A job of every ten minutes that ran well at 10:00. */
export function job(rest: Partial<JobSnapshot> = {}): JobSnapshot {
  return {
    jobId: 7,
    name: 'refresh',
    schedule: '*/10 * * * *',
    command: 'select 1',
    database: 'lanes',
    username: 'ada',
    nodeName: 'localhost',
    isActive: true,
    isRoleMissing: false,
    mayRoleLogIn: true,
    isDatabaseMissing: false,
    runs: [run(100, '10:00:00.020')],
    message: '1 row',
    backend: null,
    begunBy: null,
    failureStreak: 0,
    failingSince: null,
    lastSucceededAt: null,
    p95Ms: 4000,
    medianMs: 4000,
    ...rest,
  };
}

export interface SnapshotParts {
  readonly now?: Date;
  readonly clientNow?: Date;
  readonly isStandby?: boolean;
  readonly settings?: Partial<CronSettings>;
  readonly cron?: Partial<CronSnapshot>;
}

/** All that is well at 10:05, with the given jobs. */
export function snapshotOf(jobs: readonly JobSnapshot[], parts: SnapshotParts = {}): Snapshot {
  const now = parts.now ?? at('10:05:00');
  const nothing = unknown('not a part of this test', '');
  return {
    serverNow: now,
    clientNow: parts.clientNow ?? now,
    server: {
      version: '18.4',
      versionNumber: 180_004,
      database: 'lanes',
      username: 'monitor',
      isStandby: parts.isStandby ?? false,
      startedAt: new Date('2026-04-01T00:00:00Z'),
    },
    cron: known({
      home: 'here',
      database: 'lanes',
      version: '1.6',
      homeProblem: null,
      settings: known({...defaultSettings, ...parts.settings}),
      scheduler: known({
        pid: 11,
        startedAt: new Date('2026-04-01T00:00:01Z'),
        waitEventType: 'Timeout',
        waitEvent: 'PgCron',
        blockedBy: [],
      }),
      jobs: known(jobs),
      history: known({
        estimatedRows: 100,
        estimatedBytes: 8192,
        hasJobIndex: false,
        mayCreateIndex: false,
        oldestAt: new Date('2026-04-20T00:00:00Z'),
      }),
      visibility: {
        maySeeJobs: true,
        maySeeRuns: true,
        hidesJobs: false,
        hidesRuns: false,
        maySeeActivity: true,
        maySeeSettings: true,
      },
      runNumbers: known({last: 100, highest: 100}),
      lastJobId: 7,
      ...parts.cron,
    }),
    views: nothing,
    pipeline: nothing,
    listener: nothing,
  };
}
