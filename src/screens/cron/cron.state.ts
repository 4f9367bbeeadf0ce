import type {JobVerdict} from '../../health/job-verdict.ts';
import type {Report} from '../../health/judge.ts';
import {isOpen} from '../../health/run-status.ts';
import type {JobSnapshot} from '../../health/snapshot/cron.ts';
import type {Snapshot} from '../../health/snapshot.ts';
import type {RunOutcome} from '../../ui/run-strip.ts';

/** A job with the verdict on it. */
export interface JudgedJob {
  readonly job: JobSnapshot;
  readonly verdict: JobVerdict;
}

const rank: Readonly<Record<JobVerdict['severity'], number>> = {critical: 0, warning: 1, unknown: 2, ok: 3};

/** Worst first; equals by name. Paused jobs come before healthy ones: they are easily forgotten. */
export function listJobs({cron}: Snapshot, {jobs}: Pick<Report, 'jobs'>): JudgedJob[] {
  if (!cron.known || !cron.value.jobs.known) return [];
  return cron.value.jobs.value
    .flatMap(job => {
      const verdict = jobs.get(job.jobId);
      return verdict ? [{job, verdict}] : [];
    })
    .sort(
      (one, other) => severityRank(one) - severityRank(other) || compareNames(one.job.name, other.job.name),
    );
}

/** By code point: the order of a locale takes ten times as long, which 10,000 jobs make felt. */
function compareNames(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** For sorting: the worst is the smallest. */
export function severityRank({verdict}: JudgedJob): number {
  if (verdict.state === 'PAUSED' && verdict.severity === 'warning') return rank.ok * 2;
  return rank[verdict.severity] * 2 + (verdict.state === 'OK' ? 1 : 0);
}

export function isFault({verdict}: JudgedJob): boolean {
  return verdict.severity !== 'ok' || verdict.state === 'PAUSED';
}

/** How a run's status is drawn; a status we do not know is not called good. */
export function outcomeOf(status: string): RunOutcome {
  if (status === 'succeeded') return 'ok';
  if (status === 'failed') return 'failed';
  return isOpen(status) ? 'running' : 'unknown';
}

/** The pipeline view that a job's command refreshes, if it is one. */
export function refreshedView(command: string): string | undefined {
  return /analytics_refresh\s*\(\s*'([a-z0-9_]+)'/i.exec(command)?.[1];
}

/** How long the newest run took; null where it has not ended or its times are not known. */
export function newestDurationMs({runs: [newest]}: JobSnapshot): number | null {
  if (!newest?.startedAt || !newest.endedAt) return null;
  return newest.endedAt.getTime() - newest.startedAt.getTime();
}
