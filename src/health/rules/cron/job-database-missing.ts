import type {Rule} from '../../rule.ts';
import {eachJob} from './about-cron.ts';

/** The database it runs in was dropped or renamed. */
export const jobDatabaseMissing: Rule = {
  id: 'cron.job-database-missing',
  area: 'cron',
  title: 'the database of every job exists',
  source: 'pg_cron: job.database is only a name; runs then fail to connect',
  check: input =>
    eachJob(input, (job, {cron}) => {
      if (!job.isDatabaseMissing) return null;
      const schema = cron.home === 'built-in' ? 'lanewatch_cron' : 'cron';
      return {
        severity: 'critical',
        message: `its database ${job.database} does not exist: it cannot run`,
        remedy: `SELECT ${schema}.unschedule(${job.jobId}); or SELECT ${schema}.alter_job(${job.jobId}, database => '…');`,
        since: null,
      };
    }),
};
