import {judge} from '../../../src/health/judge.ts';
import {emptyMemory} from '../../../src/health/memory.ts';
import {allRules} from '../../../src/health/rules/index.ts';
import type {CronSnapshot} from '../../../src/health/snapshot/cron.ts';
import type {ListenerSnapshot} from '../../../src/health/snapshot/listener.ts';
import type {InstallationSnapshot, PipelineSnapshot} from '../../../src/health/snapshot/pipeline.ts';
import type {ViewLog, ViewSnapshot} from '../../../src/health/snapshot/views.ts';
import {known, type Snapshot} from '../../../src/health/snapshot.ts';
import {chooseThresholds} from '../../../src/health/thresholds.ts';
import {snapshotOf} from './cron/snapshots.ts';

/** The moment of every look. */
export const now = new Date('2026-05-01T10:05:00Z');
export const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1000);

export function viewLog(rest: Partial<ViewLog> = {}): ViewLog {
  return {
    dataFrom: secondsAgo(120),
    oldestUnseenEventAt: null,
    newestEventAt: secondsAgo(130),
    failureStreak: 0,
    failingSince: null,
    lastError: null,
    failureCount: 0,
    lastDurationMs: 4000,
    p95DurationMs: 4000,
    runningSince: null,
    ...rest,
  };
}

/** A pipeline view that is well. */
export function view(rest: Partial<ViewSnapshot> = {}): ViewSnapshot {
  return {
    schema: 'public',
    name: 'mv_board',
    isPipeline: true,
    isPopulated: true,
    hasUsableIndex: true,
    keyColumns: ['agent_id'],
    liveRows: 1000,
    deadRows: 0,
    changedRows: 1000,
    sizeBytes: 8192,
    lastVacuumAt: null,
    refreshing: null,
    log: viewLog(),
    ...rest,
  };
}

/** A pipeline that is well, with a worker that was heard two seconds ago. */
export function pipeline(
  rest: Partial<PipelineSnapshot> = {},
  installed: Partial<InstallationSnapshot> = {},
): PipelineSnapshot {
  return {
    installation: known({
      workers: [
        {
          host: 'db1',
          processId: 1,
          isLeader: true,
          runsScheduler: false,
          state: 'idle',
          heartbeatAt: secondsAgo(2),
          stoppedAt: null,
        },
      ],
      outbox: {waitingCount: 0, countedAtMost: 10_000, oldestWaitingAt: null},
      silentTriggers: [],
      scores: null,
      twins: null,
      alertChannels: [],
      ...installed,
    }),
    notifyQueueShare: 0,
    oldestTransaction: null,
    aggregateColumns: [],
    missingIndexes: [],
    definitions: [],
    ...rest,
  };
}

/** A session that has listened for a day. */
export function listener(rest: Partial<ListenerSnapshot> = {}): ListenerSnapshot {
  return {
    channels: ['submission_scored'],
    link: 'live',
    since: secondsAgo(86_400),
    heardAt: secondsAgo(1),
    roundTripMs: 0.4,
    reconnects: 0,
    gaps: 0,
    problem: null,
    echo: null,
    ...rest,
  };
}

/** What is looked at, all of it well where it is not given. */
export function lookOf(parts: {
  views?: readonly ViewSnapshot[];
  pipeline?: PipelineSnapshot;
  listener?: ListenerSnapshot;
  jobs?: Parameters<typeof snapshotOf>[0];
  cron?: Partial<CronSnapshot>;
}): Snapshot {
  return {
    ...snapshotOf(parts.jobs ?? [], {cron: parts.cron ?? {}}),
    views: known(parts.views ?? [view()]),
    pipeline: known(parts.pipeline ?? pipeline()),
    listener: known(parts.listener ?? listener()),
  };
}

/** The report on one look, by the default thresholds and all rules. */
export function reportOn(snapshot: Snapshot) {
  return judge(snapshot, emptyMemory(), chooseThresholds(), allRules);
}
