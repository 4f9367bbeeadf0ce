import type {Rule} from '../../rule.ts';
import {quoteName} from '../wording.ts';
import {eachJob} from './about-cron.ts';

/** One such job, even a paused one, keeps all jobs of the server from running. */
export const jobRoleMissing: Rule = {
  id: 'cron.job-role-missing',
  area: 'cron',
  title: 'the owner of every job exists',
  source: 'pg_cron raises at each load of such a job and exits once a second; issue 399',
  check: input =>
    eachJob(input, (job, {cron}) => {
      if (!job.isRoleMissing) return null;
      const isBuiltIn = cron.home === 'built-in';
      return {
        severity: 'critical',
        message: isBuiltIn
          ? `its owner ${job.username} does not exist: it cannot run`
          : `its owner ${job.username} does not exist: the scheduler crashes on it, and no job of the server runs`,
        remedy: `DELETE FROM ${isBuiltIn ? 'lanewatch_cron' : 'cron'}.job WHERE jobid = ${job.jobId}; or CREATE ROLE ${quoteName(job.username)} LOGIN;`,
        since: null,
      };
    }),
};
