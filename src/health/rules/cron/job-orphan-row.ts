import type {Rule} from '../../rule.ts';
import {isOpen} from '../../run-status.ts';
import type {CronSnapshot, JobSnapshot} from '../../snapshot/cron.ts';
import {eachJobWithHistory, type JobContext} from './about-cron.ts';

/** The history says that it runs; nothing does. */
export const jobOrphanRow: Rule = {
  id: 'cron.job-orphan-row',
  area: 'cron',
  title: 'runs that are said to go on do go on',
  source: 'pg_cron marks only starting and running rows on its start; connecting and sending stay for ever',
  check: input =>
    eachJobWithHistory(input, (job, context) => {
      const {cron, now, thresholds} = context;
      const [newest] = job.runs;
      if (!newest || !isOpen(newest.status) || !isLocal(job)) return null;
      if (newest.status === 'running' && job.backend !== null) return null;
      const sinceWhen =
        newest.startedAt ?? job.begunBy ?? firstSeen(context) ?? lastCause(job, context) ?? now;
      if (now.getTime() - sinceWhen.getTime() < thresholds.startupMs) return null;
      return {
        severity: 'warning',
        message: `run ${newest.runId} is recorded as ${newest.status}, but no backend works on it: what became of it is not known`,
        remedy: `UPDATE ${schemaOf(cron)}.job_run_details SET status = 'failed', return_message = 'no backend', end_time = now() WHERE runid = ${newest.runId};`,
        since: sinceWhen,
      };
    }),
};

/** Since when this very run has been in sight, as far back as that tells anything. */
function firstSeen({now, remembered, thresholds}: JobContext): Date | null {
  const seenAt = remembered?.newestRun?.seenAt ?? null;
  return seenAt !== null && now.getTime() - seenAt.getTime() >= thresholds.startupMs ? seenAt : null;
}

/**
 * A run without a start was begun at a fire, or where the job was busy then, when the run before it ended: at the latest
 * of these, if that is longer ago than any wait for a free place.
 */
function lastCause({runs}: JobSnapshot, {timing, now, thresholds}: JobContext): Date | null {
  if (timing.schedule?.kind !== 'cron' || timing.previousFireAt === null) return null;
  const causeMs = Math.max(timing.previousFireAt.getTime(), runs[1]?.endedAt?.getTime() ?? 0);
  return now.getTime() - causeMs > thresholds.fireGraceMs ? new Date(causeMs) : null;
}

/** Backends of other servers are not to be seen from here. */
function isLocal({nodeName}: JobSnapshot): boolean {
  return /^(|\/.*|localhost|127\..*|::1)$/.test(nodeName);
}

function schemaOf({home}: CronSnapshot): string {
  return home === 'built-in' ? 'lanewatch_cron' : 'cron';
}
