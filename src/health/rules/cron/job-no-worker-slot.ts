import type {Rule} from '../../rule.ts';
import {classifyFailure} from '../../run-status.ts';
import {countWords} from '../wording.ts';
import {eachJobWithHistory} from './about-cron.ts';

/** There was no process left to run the job in. */
export const jobNoWorkerSlot: Rule = {
  id: 'cron.job-no-worker-slot',
  area: 'cron',
  title: 'the server has processes left for jobs',
  source: "pg_cron: 'job startup timeout', 'could not start background process'; issues 253 and 282",
  check: input =>
    eachJobWithHistory(input, job => {
      if (job.failureStreak === 0 || classifyFailure(job.message) !== 'worker-slots') return null;
      return {
        severity: 'critical',
        message: `${countWords(job.failureStreak, 'run')} in a row found no process to run in: ${job.message}`,
        remedy: 'ALTER SYSTEM SET max_worker_processes = 32; and restart the server.',
        since: job.failingSince,
        count: job.failureStreak,
      };
    }),
};
