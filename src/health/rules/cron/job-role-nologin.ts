import type {Rule} from '../../rule.ts';
import {quoteName} from '../wording.ts';
import {eachJob} from './about-cron.ts';

/** pg_cron logs in as the owner of the job, unless it uses background workers. */
export const jobRoleNologin: Rule = {
  id: 'cron.job-role-nologin',
  area: 'cron',
  title: 'the owner of every job may log in',
  source: 'pg_cron: jobs run in a session of their owner',
  check: input =>
    eachJob(input, (job, {cron}) => {
      const usesWorkers = cron.settings.known && cron.settings.value.usesBackgroundWorkers;
      if (job.isRoleMissing || job.mayRoleLogIn || usesWorkers || cron.home === 'built-in') return null;
      return {
        severity: 'critical',
        message: `its owner ${job.username} may not log in: every run fails`,
        remedy: `ALTER ROLE ${quoteName(job.username)} LOGIN; or ALTER SYSTEM SET cron.use_background_workers = on; and restart.`,
        since: null,
      };
    }),
};
