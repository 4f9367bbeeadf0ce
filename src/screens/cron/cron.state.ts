import {type JobVerdict, judgeJob, type Severity} from '../../health/job-state.ts';
import type {ListCronJobsRow} from '../../queries/list-cron-jobs.ts';
import type {RunOutcome} from '../../ui/run-strip.ts';

/** A job with the verdict on it. */
export interface JudgedJob {
  readonly job: ListCronJobsRow;
  readonly verdict: JobVerdict;
}

const rank: Readonly<Record<Severity, number>> = {critical: 0, warning: 1, unknown: 2, ok: 3};

/** Worst first; equals by name. Paused jobs come before healthy ones: they are easily forgotten. */
export function judgeJobs(jobs: readonly ListCronJobsRow[], zone: string): JudgedJob[] {
  return jobs
    .map(job => ({
      job,
      verdict: judgeJob({
        schedule: job.schedule,
        active: job.active,
        status: job.status,
        startedAt: job.started_at,
        failureStreak: job.failure_streak,
        now: job.server_now,
        zone,
      }),
    }))
    .sort(
      (one, other) =>
        severityRank(one) - severityRank(other) || (one.job.job_name < other.job.job_name ? -1 : 1),
    );
}

/** For sorting: the worst is the smallest. */
export function severityRank({verdict}: JudgedJob): number {
  return rank[verdict.severity] * 2 + (verdict.state === 'OK' ? 1 : 0);
}

export function isFault({verdict}: JudgedJob): boolean {
  return verdict.severity !== 'ok' || verdict.state === 'PAUSED';
}

/** A map, because a status is the database's text and may be the name of anything. */
const outcomes: ReadonlyMap<string, RunOutcome> = new Map([
  ['succeeded', 'ok'],
  ['failed', 'failed'],
  ['running', 'running'],
  ['starting', 'running'],
  ['connecting', 'running'],
  ['sending', 'running'],
]);

/** How a run's status is drawn; a status we do not know is not called good. */
export function outcomeOf(status: string): RunOutcome {
  return outcomes.get(status) ?? 'unknown';
}

/** The pipeline view that a job's command refreshes, if it is one. */
export function refreshedView(command: string): string | undefined {
  return /analytics_refresh\s*\(\s*'([a-z0-9_]+)'/i.exec(command)?.[1];
}
