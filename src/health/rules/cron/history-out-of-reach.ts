import {isHistoryOutOfReach} from '../../history-reach.ts';
import {jobsOf} from '../../memory.ts';
import type {Rule} from '../../rule.ts';
import {aboutCron, nameSome} from './about-cron.ts';

/** Jobs whose runs, if there are any, are further back than is read. */
export const historyOutOfReach: Rule = {
  id: 'cron.history-out-of-reach',
  area: 'cron',
  title: 'the runs of every job are within reach',
  source: 'pg_cron indexes its history by run alone; only the newest 20,000 runs are read',
  silencedBy: ['cron.runs-not-logged'],
  check: input =>
    aboutCron(input, cron => {
      if (!isHistoryOutOfReach(cron)) return null;
      const unseen = jobsOf(input.snapshot).filter(job => job.isActive && job.runs.length === 0);
      if (unseen.length === 0) return null;
      const schema = cron.home === 'built-in' ? 'lanewatch_cron' : 'cron';
      return {
        severity: 'unknown',
        object: `${schema}.job_run_details`,
        message: `${nameSome(unseen.map(({name}) => name))} ran, if ever, before the newest 20,000 runs: how is not known`,
        remedy: `CREATE INDEX CONCURRENTLY ON ${schema}.job_run_details (jobid, runid DESC); by the owner of the table, or DELETE FROM ${schema}.job_run_details WHERE end_time < now() - interval '14 days';`,
        since: null,
      };
    }),
};
