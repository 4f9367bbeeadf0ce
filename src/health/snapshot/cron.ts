import type {Known} from '../known.ts';

/** Where the jobs are kept: `none` where neither pg_cron nor the built-in scheduler was found. */
export type CronHome = 'here' | 'elsewhere' | 'built-in' | 'none';

/** The settings of pg_cron, each as the server tells it; a setting that the version lacks is null. */
export interface CronSettings {
  /** `cron.database_name`; null means that pg_cron is not loaded at all. */
  readonly homeDatabase: string | null;
  /** `cron.timezone`; null before 1.5, which knows GMT alone. */
  readonly zone: string | null;
  readonly logsRuns: boolean;
  /** `cron.launch_active_jobs`, from 1.6. */
  readonly launchesJobs: boolean;
  readonly maxRunningJobs: number | null;
  readonly usesBackgroundWorkers: boolean;
}

/** The process that starts the jobs. */
export interface SchedulerSnapshot {
  readonly pid: number;
  /** Null where the role may not see it. */
  readonly startedAt: Date | null;
  readonly waitEventType: string | null;
  readonly waitEvent: string | null;
  readonly blockedBy: readonly number[];
}

/** One row of the history. A run that never began has no `startedAt`; one that a restart ended has no `endedAt`. */
export interface RunSnapshot {
  readonly runId: number;
  readonly status: string;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** The backend whose process number the newest run carries. */
export interface RunBackend {
  readonly startedAt: Date | null;
  /** Null where the role may not see it. */
  readonly state: string | null;
  readonly applicationName: string;
}

export interface JobSnapshot {
  readonly jobId: number;
  readonly name: string;
  readonly schedule: string;
  /** The first 500 characters. */
  readonly command: string;
  readonly database: string;
  readonly username: string;
  readonly nodeName: string;
  readonly isActive: boolean;
  readonly isRoleMissing: boolean;
  readonly mayRoleLogIn: boolean;
  readonly isDatabaseMissing: boolean;
  /** Newest first, at most 20 of those looked at. */
  readonly runs: readonly RunSnapshot[];
  /** Of the newest run. */
  readonly message: string | null;
  /** The backend of the newest run, if it is there. */
  readonly backend: RunBackend | null;
  /** When the newest run had begun at the latest: for a run without a start, what the runs after it tell. */
  readonly begunBy: Date | null;
  /** Failed runs since the last good one. */
  readonly failureStreak: number;
  readonly failingSince: Date | null;
  readonly lastSucceededAt: Date | null;
  /** Of the good runs looked at. */
  readonly p95Ms: number | null;
  readonly medianMs: number | null;
}

/** What is known of the table of runs without reading it. */
export interface HistoryFacts {
  readonly estimatedRows: number;
  readonly estimatedBytes: number;
  readonly hasJobIndex: boolean;
  /** Whether this role could create the index. */
  readonly mayCreateIndex: boolean;
  /** Start of the oldest run. */
  readonly oldestAt: Date | null;
}

/** How much of the jobs and runs of others the role is shown. */
export interface Visibility {
  readonly maySeeJobs: boolean;
  readonly maySeeRuns: boolean;
  /** Row security hides the jobs of other roles. */
  readonly hidesJobs: boolean;
  readonly hidesRuns: boolean;
  /** pg_read_all_stats: without it the backends of others have no start and no state. */
  readonly maySeeActivity: boolean;
  readonly maySeeSettings: boolean;
}

/** pg_cron, or the built-in scheduler, at one moment. */
export interface CronSnapshot {
  readonly home: CronHome;
  /** The database that holds the jobs. */
  readonly database: string;
  readonly version: string | null;
  /** Why jobs that are kept elsewhere cannot be reached. */
  readonly homeProblem: string | null;
  readonly settings: Known<CronSettings>;
  /** Null where there is no such process. */
  readonly scheduler: Known<SchedulerSnapshot | null>;
  readonly jobs: Known<readonly JobSnapshot[]>;
  readonly history: Known<HistoryFacts>;
  readonly visibility: Visibility;
  /** The sequence of run numbers beside the highest number used. */
  readonly runNumbers: Known<{readonly last: number; readonly highest: number}>;
  /** The last job number ever given: it proves that there were jobs, whatever is shown. */
  readonly lastJobId: number | null;
}
