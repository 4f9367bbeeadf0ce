import type {JobState} from '../../health/job-state.ts';
import {ago, formatDuration, until} from '../../ui/format.ts';
import {runStrip} from '../../ui/run-strip.ts';
import {statusSegment} from '../../ui/status.ts';
import type {Column} from '../../ui/table.tsx';
import type {Theme} from '../../ui/theme.ts';
import {type JudgedJob, outcomeOf, severityRank} from './cron.state.ts';

const tones = {
  OK: 'ok',
  RUNNING: 'running',
  LATE: 'warning',
  MISSED: 'critical',
  FAILING: 'critical',
  PAUSED: 'paused',
  'NEVER-RAN': 'unknown',
  'NEVER-FIRES': 'warning',
  UNKNOWN: 'unknown',
} as const satisfies Record<JobState, string>;

/** The columns of the job list. `clientNow` minus the moment the rows came keeps countdowns moving between questions. */
export function jobColumns(theme: Theme, elapsedMs: number): readonly Column<JudgedJob>[] {
  const since = (job: JudgedJob['job'], date: Date) => job.server_now.getTime() + elapsedMs - date.getTime();
  return [
    {
      id: 'state',
      title: 'STATE',
      priority: 0,
      // Wide enough for `FAILING 9,999`: the count is what the eye looks for.
      min: 13,
      max: 15,
      cell: judged => [statusSegment(theme, tones[judged.verdict.state], stateWords(judged))],
      sortValue: severityRank,
    },
    {
      id: 'job',
      title: 'JOB',
      priority: 0,
      min: 26,
      max: 40,
      cell: ({job}) => job.job_name,
      sortValue: ({job}) => job.job_name,
    },
    {
      id: 'schedule',
      title: 'SCHEDULE',
      priority: 3,
      min: 12,
      max: 18,
      cell: ({job}) => job.schedule,
      sortValue: ({job}) => job.schedule,
    },
    {
      id: 'last-run',
      title: 'LAST RUN',
      priority: 1,
      min: 8,
      max: 12,
      cell: ({job}) => (job.started_at ? ago(since(job, job.started_at)) : '–'),
      sortValue: ({job}) => job.started_at?.getTime() ?? null,
    },
    {
      id: 'took',
      title: 'TOOK',
      align: 'right',
      priority: 2,
      min: 6,
      max: 9,
      cell: ({job}) =>
        job.duration_ms === null && job.status === 'running' ? '…' : formatDuration(job.duration_ms),
      sortValue: ({job}) => job.duration_ms,
    },
    {
      id: 'p95',
      title: 'P95',
      align: 'right',
      priority: 5,
      min: 6,
      max: 9,
      cell: ({job}) => formatDuration(job.p95_ms),
      sortValue: ({job}) => job.p95_ms,
    },
    {
      id: 'next',
      title: 'NEXT',
      priority: 4,
      min: 8,
      max: 11,
      cell: ({job, verdict}) =>
        verdict.nextFireAt ? until(Math.max(0, -since(job, verdict.nextFireAt))) : '–',
      sortValue: ({verdict}) => verdict.nextFireAt?.getTime() ?? null,
    },
    {
      id: 'runs',
      title: 'LAST 20 RUNS',
      priority: 1,
      min: 12,
      max: 20,
      grow: true,
      cell: ({job}, width) =>
        runStrip(job.last_runs.map(([, status]) => outcomeOf(status ?? '')).reverse(), {
          glyphs: theme.glyphs,
          width,
        }),
    },
  ];
}

export function stateWords({verdict}: JudgedJob): string {
  return verdict.count === null ? verdict.state : `${verdict.state} ${verdict.count}`;
}
