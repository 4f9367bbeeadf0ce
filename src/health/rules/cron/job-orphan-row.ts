import type {Rule} from '../../rule.ts';
import {isOpen} from '../../run-status.ts';
import type {CronSnapshot, JobSnapshot} from '../../snapshot/cron.ts';
import {eachJobWithHistory} from './about-cron.ts';

/** The history says that it runs; nothing does. */
export const jobOrphanRow: Rule = {
  id: 'cron.job-orphan-row',
  area: 'cron',
  title: 'runs that are said to go on do go on',
  source: 'pg_cron marks only starting and running rows on its start; connecting and sending stay for ever',
  check: input =>
    eachJobWithHistory(input, (job, {cron, now, remembered, thresholds}) => {
      const [newest] = job.runs;
      if (!newest || !isOpen(newest.status) || !isLocal(job)) return null;
      if (newest.status === 'running' && job.backend !== null) return null;
      const sinceWhen = newest.startedAt ?? job.begunBy ?? remembered?.newestRun?.seenAt ?? now;
      if (now.getTime() - sinceWhen.getTime() < thresholds.startupMs) return null;
      return {
        severity: 'warning',
        message: `run ${newest.runId} is recorded as ${newest.status}, but no backend works on it: what became of it is not known`,
        remedy: `UPDATE ${schemaOf(cron)}.job_run_details SET status = 'failed', return_message = 'no backend', end_time = now() WHERE runid = ${newest.runId};`,
        since: sinceWhen,
      };
    }),
};

/** Backends of other servers are not to be seen from here. */
function isLocal({nodeName}: JobSnapshot): boolean {
  return /^(|\/.*|localhost|127\..*|::1)$/.test(nodeName);
}

function schemaOf({home}: CronSnapshot): string {
  return home === 'built-in' ? 'lanewatch_cron' : 'cron';
}
