import type {Rule} from '../../rule.ts';
import {eachJob} from './about-cron.ts';

/** Someone paused it, and may have forgotten. */
export const jobInactive: Rule = {
  id: 'cron.job-inactive',
  area: 'cron',
  title: 'no job is paused',
  source: 'pg_cron: job.active is false',
  check: input =>
    eachJob(input, (job, {cron, remembered}) => {
      if (job.isActive) return null;
      const schema = cron.home === 'built-in' ? 'lanewatch_cron' : 'cron';
      return {
        severity: 'warning',
        message: 'paused: it does not fire',
        remedy: `SELECT ${schema}.alter_job(${job.jobId}, active => true);`,
        since: remembered?.changedAt ?? null,
      };
    }),
};
