import type {Rule} from '../../rule.ts';
import {classifyFailure} from '../../run-status.ts';
import {countWords} from '../wording.ts';
import {eachJobWithHistory} from './about-cron.ts';

/** pg_cron could not even log in. */
export const jobConnectionFailed: Rule = {
  id: 'cron.job-connection-failed',
  area: 'cron',
  title: 'pg_cron can log in for every job',
  source: "pg_cron: the message 'connection failed'; issues 48, 86, 303 and 321",
  silencedOnObjectBy: ['cron.job-role-missing', 'cron.job-role-nologin', 'cron.job-database-missing'],
  check: input =>
    eachJobWithHistory(input, job => {
      if (job.failureStreak === 0 || classifyFailure(job.message) !== 'connection') return null;
      return {
        severity: 'critical',
        message: `pg_cron could not log in as ${job.username} to ${job.database} on ${job.nodeName || 'its socket'}, ${countWords(job.failureStreak, 'time')} in a row`,
        remedy:
          'Let pg_hba.conf trust that login or put its password into ~/.pgpass of the server; check cron.host; or ALTER SYSTEM SET cron.use_background_workers = on; and restart.',
        since: job.failingSince,
        count: job.failureStreak,
      };
    }),
};
