import type {Report} from '../../health/judge.ts';
import type {RunSnapshot} from '../../health/snapshot/cron.ts';
import type {Snapshot} from '../../health/snapshot.ts';
import {type JudgedJob, listJobs} from '../cron/cron.state.ts';
import {listViews, type ShownView} from '../views/views.state.ts';

/** One run of a job, as the history holds it. */
export interface LatestRun {
  readonly key: string;
  readonly jobName: string;
  readonly run: RunSnapshot;
  /** Known of a job's newest run alone. */
  readonly message: string | null;
}

/** The rows behind the lines of the pipeline, from the same look: none of it is asked for by itself. */
export interface PipelineParts {
  readonly jobs: readonly JudgedJob[];
  /** Why there are none; null where there are. */
  readonly noJobs: string | null;
  readonly views: readonly ShownView[];
  readonly noViews: string | null;
  readonly runs: readonly LatestRun[];
}

/** More than a screen can show. */
const mostRuns = 100;

export function partsOf(snapshot: Snapshot, report: Pick<Report, 'findings' | 'jobs'>): PipelineParts {
  const jobs = listJobs(snapshot, report);
  const views = snapshot.views.known
    ? listViews({views: snapshot.views.value, snapshot, report, runs: [], relations: [], twins: []})
    : [];
  return {
    jobs,
    noJobs: jobs.length > 0 ? null : whyNoJobs(snapshot),
    views,
    noViews: views.length > 0 ? null : snapshot.views.known ? 'No materialized view.' : snapshot.views.why,
    runs: latestRuns(jobs),
  };
}

/** The newest first. Only the jobs that ran last can hold them, so that ten thousand jobs are not unfolded. */
export function latestRuns(jobs: readonly JudgedJob[]): LatestRun[] {
  return jobs
    .filter(({job}) => job.runs.length > 0)
    .toSorted((one, other) => startOf(other.job.runs[0]) - startOf(one.job.runs[0]))
    .slice(0, mostRuns)
    .flatMap(({job}) =>
      job.runs.map((run, index) => ({
        key: `${job.jobId} ${run.runId}`,
        jobName: job.name,
        run,
        message: index === 0 ? job.message : null,
      })),
    )
    .sort((one, other) => startOf(other.run) - startOf(one.run))
    .slice(0, mostRuns);
}

function startOf(run: RunSnapshot | undefined): number {
  return (run?.startedAt ?? run?.endedAt)?.getTime() ?? 0;
}

function whyNoJobs({cron}: Snapshot): string {
  if (!cron.known) return cron.why;
  if (cron.value.home === 'none') return 'No scheduler in this database.';
  return cron.value.jobs.known ? 'No jobs.' : cron.value.jobs.why;
}
