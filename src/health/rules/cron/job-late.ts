import type {Rule} from '../../rule.ts';
import {spanWords} from '../wording.ts';
import {eachJobWithHistory} from './about-cron.ts';
import {noFireCauses} from './causes.ts';
import {findDueFires} from './due-fires.ts';

/** Due, not begun, and still within the grace. */
export const jobLate: Rule = {
  id: 'cron.job-late',
  area: 'cron',
  title: 'jobs begin on their minute',
  source: 'pg_cron starts a job within 50 ms of its minute (measured)',
  silencedBy: noFireCauses,
  check: input =>
    eachJobWithHistory(input, (job, context) => {
      const {lateSince} = findDueFires(job, context);
      if (lateSince === null) return null;
      return {
        severity: 'warning',
        message: `due ${spanWords(context.now.getTime() - lateSince.getTime())} ago and not begun yet`,
        remedy: 'Wait: it is called missed when the grace is over.',
        since: lateSince,
      };
    }),
};
