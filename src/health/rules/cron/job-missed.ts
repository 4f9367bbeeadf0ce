import type {Rule} from '../../rule.ts';
import {eachJobWithHistory} from './about-cron.ts';
import {noFireCauses} from './causes.ts';
import {findDueFires} from './due-fires.ts';

/** A fire came and went, and left no run. */
export const jobMissed: Rule = {
  id: 'cron.job-missed',
  area: 'cron',
  title: 'every fire has its run',
  source: 'healthchecks and Sentry: an expected run that never was; pg_cron leaves no row',
  silencedBy: noFireCauses,
  silencedOnObjectBy: ['cron.job-database-missing'],
  check: input =>
    eachJobWithHistory(input, (job, context) => {
      const {missedCount, firstMissedAt} = findDueFires(job, context);
      if (missedCount === 0) return null;
      return {
        severity: 'critical',
        message: `${missedCount === 1 ? 'a fire has' : `${missedCount} fires have`} no run, and pg_cron does not catch up`,
        remedy: 'Look at the scheduler and the server log; run the job by hand if its work is needed now.',
        since: firstMissedAt,
        count: missedCount,
      };
    }),
};
