import {type Known, known, unknown} from '../health/known.ts';
import type {CronSettings, CronSnapshot, JobSnapshot, RunBackend} from '../health/snapshot/cron.ts';
import type {ServerFacts} from '../health/snapshot.ts';
import type {CronFactsRow} from './cron-facts.ts';
import type {CronHistoryEdgesRow} from './cron-history-edges.ts';
import type {CronPlace} from './cron-place.ts';
import type {ListCronJobsRow} from './list-cron-jobs.ts';
import {toRun} from './run-tuple.ts';

/** The answers that a snapshot of the jobs is made of. */
export interface CronAnswers {
  readonly place: CronPlace;
  readonly facts: CronFactsRow;
  readonly jobs: Known<readonly JobSnapshot[]>;
  readonly edges: Known<CronHistoryEdgesRow>;
}

const readerRemedy = (user: string) => `GRANT analytics_reader TO "${user.replaceAll('"', '""')}";`;

export function toCronSnapshot({place, facts, jobs, edges}: CronAnswers): CronSnapshot {
  const isNowhere = facts.cron_schema === null;
  return {
    home: isNowhere ? 'none' : place.kind,
    database: isNowhere ? place.database : facts.database,
    version: facts.pg_cron_version,
    homeProblem: place.problem,
    settings: readSettings(facts),
    scheduler: known(
      facts.scheduler_pid === null
        ? null
        : {
            pid: facts.scheduler_pid,
            startedAt: facts.scheduler_started_at,
            waitEventType: facts.scheduler_wait_event_type,
            waitEvent: facts.scheduler_wait_event,
            blockedBy: facts.scheduler_blocked_by,
          },
    ),
    jobs,
    history: edges.known
      ? known({
          estimatedRows: facts.history_rows,
          estimatedBytes: facts.history_bytes,
          hasJobIndex: facts.has_job_index,
          mayCreateIndex: facts.owns_history,
          oldestAt: edges.value.oldest_at,
        })
      : edges,
    visibility: {
      maySeeJobs: facts.may_see_jobs,
      maySeeRuns: facts.may_see_runs,
      hidesJobs: facts.hides_jobs,
      hidesRuns: facts.hides_runs,
      maySeeActivity: facts.may_see_activity,
      maySeeSettings: facts.may_see_settings,
    },
    runNumbers: readRunNumbers(facts, edges),
    lastJobId: facts.last_job_id,
  };
}

export function toServerFacts(facts: CronFactsRow): ServerFacts {
  return {
    version: facts.server_version,
    versionNumber: facts.server_version_num,
    database: facts.database,
    username: facts.username,
    isStandby: facts.in_recovery,
    startedAt: facts.server_started_at,
  };
}

/** The built-in scheduler has no settings, and behaves as pg_cron does by default. */
function readSettings({settings, ...facts}: CronFactsRow): Known<CronSettings> {
  const isBuiltIn = facts.cron_schema === 'lanewatch_cron';
  if (settings.length === 0 && !facts.may_see_settings && !isBuiltIn) {
    return unknown(
      `The role ${facts.username} may not see the settings of pg_cron.`,
      `GRANT pg_read_all_settings TO "${facts.username}";`,
    );
  }
  const all = new Map(settings);
  const limit = all.get('cron.max_running_jobs');
  return known({
    homeDatabase: all.get('cron.database_name') ?? null,
    zone: all.get('cron.timezone') ?? null,
    logsRuns: all.get('cron.log_run') !== 'off',
    launchesJobs: all.get('cron.launch_active_jobs') !== 'off',
    maxRunningJobs: limit == null ? null : Number(limit),
    usesBackgroundWorkers: all.get('cron.use_background_workers') === 'on',
  });
}

function readRunNumbers(facts: CronFactsRow, edges: Known<CronHistoryEdgesRow>): CronSnapshot['runNumbers'] {
  if (!edges.known) return edges;
  // A sequence that was never drawn from tells no value, and one that we may not read neither.
  if (facts.last_run_id === null) {
    return edges.value.highest_run_id === 0
      ? known({last: 0, highest: 0})
      : unknown(
          `The role ${facts.username} may not read the sequence of run numbers.`,
          readerRemedy(facts.username),
        );
  }
  return known({last: facts.last_run_id, highest: edges.value.highest_run_id});
}

export function toJobSnapshot(row: ListCronJobsRow): JobSnapshot {
  return {
    jobId: row.job_id,
    name: row.job_name,
    schedule: row.schedule,
    command: row.command,
    database: row.database,
    username: row.username,
    nodeName: row.node_name,
    isActive: row.active,
    isRoleMissing: row.role_missing,
    mayRoleLogIn: row.role_may_log_in,
    isDatabaseMissing: row.database_missing,
    runs: row.last_runs.map(toRun),
    message: row.return_message,
    backend: readBackend(row),
    begunBy: row.begun_by,
    failureStreak: row.failure_streak,
    failingSince: row.failing_since,
    lastSucceededAt: row.last_succeeded_at,
    p95Ms: row.p95_ms,
    medianMs: row.median_ms,
  };
}

/** A start this far from the backend's own is another backend with the same number. */
const startToleranceMs = 15_000;

/** Process numbers are used again: only a backend of about the same start is the run's own. */
function readBackend(row: ListCronJobsRow): RunBackend | null {
  if (!row.has_backend) return null;
  const runStart = row.started_at?.getTime();
  const backendStart = row.backend_started_at?.getTime();
  if (
    runStart !== undefined &&
    backendStart !== undefined &&
    Math.abs(runStart - backendStart) > startToleranceMs
  )
    return null;
  return {
    startedAt: row.backend_started_at,
    state: row.backend_state,
    applicationName: row.backend_application ?? '',
  };
}
