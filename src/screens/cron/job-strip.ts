import {firesBetween} from '../../cron/fires.ts';
import {timingOf} from '../../health/job-timing.ts';
import {isOpen} from '../../health/run-status.ts';
import type {CronSnapshot, JobSnapshot} from '../../health/snapshot/cron.ts';
import type {RunOutcome} from '../../ui/run-strip.ts';
import {outcomeOf} from './cron.state.ts';

const shownRuns = 20;
/** A start a moment before its minute still belongs to that minute. */
const toleranceMs = 1000;
/** The strip shows that fires were missed, not how many of a long pause. */
const shownMisses = 5;

/**
 * The last runs and the fires between them that no run belongs to, oldest first. Worked out for the rows on the screen
 * only: ten thousand jobs have half a million fires.
 */
export function outcomesOf(
  job: JobSnapshot,
  cron: CronSnapshot,
  now: Date,
  missedNow: number,
): readonly RunOutcome[] {
  const timing = timingOf(job, cron, now);
  const outcomes: RunOutcome[] = [];
  for (let missed = 0; missed < Math.min(missedNow, shownMisses); missed += 1) outcomes.push('missed');
  for (const [index, run] of job.runs.entries()) {
    // Only the newest run can be going on: an earlier one that never ended is a row that nobody closed.
    outcomes.push(index > 0 && isOpen(run.status) ? 'unknown' : outcomeOf(run.status));
    const before = job.runs[index + 1];
    if (timing.schedule?.kind !== 'cron' || timing.problem !== null) continue;
    if (!run.startedAt || !before?.startedAt) continue;
    const from = new Date(before.startedAt.getTime() + toleranceMs);
    const to = new Date(run.startedAt.getTime() + toleranceMs);
    let fires = 0;
    for (const _ of firesBetween(timing.schedule, from, to, timing.options)) {
      fires += 1;
      // One of them is the run's own.
      if (fires > shownMisses) break;
      if (fires > 1) outcomes.push('missed');
    }
    if (outcomes.length >= shownRuns) break;
  }
  return outcomes.slice(0, shownRuns).reverse();
}
