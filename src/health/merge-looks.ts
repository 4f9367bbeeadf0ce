import {isOpen} from './run-status.ts';
import type {JobSnapshot, RunSnapshot} from './snapshot/cron.ts';

const keptRuns = 20;

/**
 * Joins a look at the newest runs with an earlier one that went further back, so that every look can be a short one.
 * Jobs are those of the recent look; what it saw of their runs counts, the rest comes from the wide one.
 */
export function mergeLooks(
  recent: readonly JobSnapshot[],
  wide: readonly JobSnapshot[],
): readonly JobSnapshot[] {
  const wideJobs = new Map(wide.map(job => [job.jobId, job]));
  return recent.map(job => {
    const before = wideJobs.get(job.jobId);
    return before === undefined ? job : mergeJob(job, before);
  });
}

function mergeJob(recent: JobSnapshot, wide: JobSnapshot): JobSnapshot {
  const [newest] = recent.runs;
  const [known] = wide.runs;
  if (known === undefined) return recent;
  const runs = mergeRuns(recent.runs, wide.runs);
  const shows = newest !== undefined && newest.runId >= known.runId ? recent : wide;
  const {failureStreak, failingSince} = countFailures(runs, recent, wide);
  return {
    ...recent,
    runs,
    message: shows.message,
    backend: shows.backend,
    begunBy: shows.begunBy,
    failureStreak,
    failingSince,
    lastSucceededAt: recent.lastSucceededAt ?? wide.lastSucceededAt,
    p95Ms: wide.p95Ms ?? recent.p95Ms,
    medianMs: wide.medianMs ?? recent.medianMs,
  };
}

function mergeRuns(recent: readonly RunSnapshot[], wide: readonly RunSnapshot[]): readonly RunSnapshot[] {
  const seen = new Set(recent.map(({runId}) => runId));
  return [...recent, ...wide.filter(({runId}) => !seen.has(runId))]
    .sort((one, other) => other.runId - one.runId)
    .slice(0, keptRuns);
}

/** A good run in the recent look ends the streak there; without one, the streak of the wide look goes on. */
function countFailures(
  runs: readonly RunSnapshot[],
  recent: JobSnapshot,
  wide: JobSnapshot,
): Pick<JobSnapshot, 'failureStreak' | 'failingSince'> {
  const ended = runs.filter(({status}) => !isOpen(status));
  const lastGood = ended.findIndex(({status}) => status === 'succeeded');
  if (lastGood === 0) return {failureStreak: 0, failingSince: null};
  if (lastGood > 0) {
    const first = ended[lastGood - 1];
    return {failureStreak: lastGood, failingSince: first?.startedAt ?? first?.endedAt ?? null};
  }
  const known = new Set(wide.runs.filter(({status}) => !isOpen(status)).map(({runId}) => runId));
  const fresh = ended.filter(({runId}) => runId > Math.max(0, ...known)).length;
  return {
    failureStreak: Math.max(ended.length, recent.failureStreak, wide.failureStreak + fresh),
    failingSince: wide.failingSince ?? recent.failingSince,
  };
}
