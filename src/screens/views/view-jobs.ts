import type {Report} from '../../health/judge.ts';
import {refreshingJobs} from '../../health/rules/views/refreshing-jobs.ts';
import type {JobSnapshot} from '../../health/snapshot/cron.ts';
import type {ViewSnapshot} from '../../health/snapshot/views.ts';
import type {Snapshot} from '../../health/snapshot.ts';

/** A job that refreshes a view, and when it does so next. */
export interface ListedJob {
  readonly job: JobSnapshot;
  readonly nextFireAt: Date | null;
}

/** The jobs that refresh a view, the next to fire first. */
export function jobsOfView(
  view: ViewSnapshot,
  snapshot: Snapshot,
  {jobs}: Pick<Report, 'jobs'>,
): readonly ListedJob[] {
  return refreshingJobs(view, snapshot)
    .map(({job}) => ({job, nextFireAt: jobs.get(job.jobId)?.nextFireAt ?? null}))
    .sort((one, other) => fireMs(one) - fireMs(other));
}

function fireMs({nextFireAt}: ListedJob): number {
  return nextFireAt?.getTime() ?? Number.POSITIVE_INFINITY;
}

/** When the last good run of any of the jobs began: whose data a view shows that only jobs refresh. */
export function lastGoodStart(jobs: readonly ListedJob[]): Date | null {
  const starts = jobs.flatMap(({job}) => {
    const good = job.runs.find(({status}) => status === 'succeeded');
    return good?.startedAt ?? good?.endedAt ?? job.lastSucceededAt ?? [];
  });
  return starts.reduce<Date | null>((latest, start) => (latest && latest > start ? latest : start), null);
}
