import {countStreak} from '../health/run-streak.ts';
import type {JobSnapshot} from '../health/snapshot/cron.ts';
import type {CronFactsRow} from './cron-facts.ts';
import {type ListSeldomRunsRow, seldomJobsAtMost} from './list-seldom-runs.ts';
import {toRun} from './run-tuple.ts';

/** The jobs whose runs are to be looked for further back, where an index makes that cheap. */
export function seldomJobIds(jobs: readonly JobSnapshot[], facts: CronFactsRow): number[] {
  if (!facts.has_job_index) return [];
  return jobs
    .filter(({runs}) => runs.length === 0)
    .map(({jobId}) => jobId)
    .slice(0, seldomJobsAtMost);
}

/** The jobs with the runs that were found further back. */
export function addSeldomRuns(
  jobs: readonly JobSnapshot[],
  rows: readonly ListSeldomRunsRow[],
): readonly JobSnapshot[] {
  if (rows.length === 0) return jobs;
  const found = new Map(rows.map(row => [row.job_id, row]));
  return jobs.map(job => {
    const row = job.runs.length === 0 ? found.get(job.jobId) : undefined;
    if (row === undefined) return job;
    const runs = row.last_runs.map(toRun);
    return {
      ...job,
      runs,
      ...countStreak(runs),
      message: row.return_message,
      p95Ms: row.p95_ms,
      medianMs: row.median_ms,
    };
  });
}
