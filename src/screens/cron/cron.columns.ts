import type {JobState} from '../../health/job-verdict.ts';
import type {CronSnapshot} from '../../health/snapshot/cron.ts';
import {ago, formatDuration, NO_VALUE, until} from '../../ui/format.ts';
import {runStrip} from '../../ui/run-strip.ts';
import {statusSegment} from '../../ui/status.ts';
import type {Column} from '../../ui/table.tsx';
import type {Theme} from '../../ui/theme.ts';
import {type JudgedJob, newestDurationMs, severityRank} from './cron.state.ts';
import {outcomesOf} from './job-strip.ts';

const tones = {
  OK: 'ok',
  RUNNING: 'running',
  LATE: 'warning',
  MISSED: 'critical',
  FAILING: 'critical',
  STUCK: 'critical',
  ORPHAN: 'warning',
  OVERRUN: 'warning',
  PAUSED: 'paused',
  'NEVER-RAN': 'unknown',
  'NEVER-FIRES': 'warning',
  UNKNOWN: 'unknown',
} as const satisfies Record<JobState, string>;

export interface JobColumnsInput {
  readonly theme: Theme;
  readonly cron: CronSnapshot | null;
  /** The server's clock when the rows came, and how long ago that was: countdowns move between questions. */
  readonly serverNow: Date;
  readonly elapsedMs: number;
}

/** The columns of the job list. */
export function jobColumns({
  theme,
  cron,
  serverNow,
  elapsedMs,
}: JobColumnsInput): readonly Column<JudgedJob>[] {
  const now = new Date(serverNow.getTime() + elapsedMs);
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
      key: true,
      title: 'JOB',
      priority: 0,
      min: 26,
      max: 40,
      cell: ({job}) => job.name,
      sortValue: ({job}) => job.name,
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
      cell: judged => lastRunWords(judged, now),
      sortValue: judged => lastStart(judged)?.getTime() ?? null,
    },
    {
      id: 'took',
      title: 'TOOK',
      align: 'right',
      priority: 2,
      // Wide enough for `12 h 05 m`.
      min: 9,
      cell: ({job}) => (job.runs[0]?.status === 'running' ? '…' : formatDuration(newestDurationMs(job))),
      sortValue: ({job}) => newestDurationMs(job),
    },
    {
      id: 'p95',
      title: 'P95',
      align: 'right',
      priority: 5,
      min: 6,
      max: 9,
      cell: ({job}) => formatDuration(job.p95Ms),
      sortValue: ({job}) => job.p95Ms,
    },
    {
      id: 'next',
      title: 'NEXT',
      priority: 4,
      min: 8,
      max: 11,
      cell: judged => nextWords(judged, now),
      sortValue: ({verdict}) => verdict.nextFireAt?.getTime() ?? null,
    },
    {
      id: 'runs',
      title: 'LAST 20 RUNS',
      priority: 1,
      min: 12,
      max: 20,
      grow: true,
      cell: ({job, verdict}, width) =>
        cron === null
          ? ''
          : runStrip(
              outcomesOf(job, cron, serverNow, verdict.state === 'MISSED' ? (verdict.count ?? 0) : 0),
              {glyphs: theme.glyphs, width},
            ),
    },
  ];
}

/** All that time alone changes in the row of a job; `now` is of the server's clock. */
export function timeWords(judged: JudgedJob, now: Date): string {
  return `${lastRunWords(judged, now)} ${nextWords(judged, now)}`;
}

function lastStart({job}: JudgedJob): Date | null {
  return job.runs[0]?.startedAt ?? job.runs[0]?.endedAt ?? null;
}

function lastRunWords(judged: JudgedJob, now: Date): string {
  const start = lastStart(judged);
  return start ? ago(now.getTime() - start.getTime()) : NO_VALUE;
}

function nextWords({verdict}: JudgedJob, now: Date): string {
  const {nextFireAt} = verdict;
  return nextFireAt ? until(Math.max(0, nextFireAt.getTime() - now.getTime())) : NO_VALUE;
}

export function stateWords({verdict}: Pick<JudgedJob, 'verdict'>): string {
  const {state, count} = verdict;
  if (count === null) return state;
  return `${state} ${count > 999 ? '999+' : count}`;
}
