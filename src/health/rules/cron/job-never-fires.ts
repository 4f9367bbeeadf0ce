import type {Rule} from '../../rule.ts';
import {eachJob} from './about-cron.ts';

/** Accepted, active, and never due. */
export const jobNeverFires: Rule = {
  id: 'cron.job-never-fires',
  area: 'cron',
  title: 'every schedule has a fire within five years',
  source: "pg_cron's own reading of schedules; @yearly sets no month from 1.5 on",
  check: input =>
    eachJob(input, (job, {cron, timing}) => {
      if (!job.isActive) return null;
      const hasNoFire = timing.schedule?.kind === 'cron' && timing.nextFireAt === null;
      if (timing.problem === null && !hasNoFire) return null;
      const schema = cron.home === 'built-in' ? 'lanewatch_cron' : 'cron';
      return {
        severity: 'warning',
        message:
          timing.problem === null
            ? `the schedule ${job.schedule} has no fire in the next five years`
            : `the schedule ${job.schedule} cannot be read: ${timing.problem}`,
        remedy: `SELECT ${schema}.alter_job(${job.jobId}, schedule => '0 0 1 1 *');`,
        since: null,
      };
    }),
};
