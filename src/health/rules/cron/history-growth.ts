import {jobsOf} from '../../memory.ts';
import type {Rule} from '../../rule.ts';
import {countWords, spanWords} from '../wording.ts';
import {aboutCron} from './about-cron.ts';

/** pg_cron keeps its history for ever unless someone purges it. */
export const historyGrowth: Rule = {
  id: 'cron.history-growth',
  area: 'cron',
  title: 'the history of runs is purged',
  source: 'pg_cron has no retention; estimates of pg_class, and the age of the oldest run',
  check: input =>
    aboutCron(input, ({history, home}) => {
      if (home === 'none') return null;
      if (!history.known) return {unchecked: history.why, remedy: history.remedy};
      const {snapshot, thresholds} = input;
      const {estimatedRows, estimatedBytes, oldestAt} = history.value;
      const ageMs = oldestAt === null ? 0 : snapshot.serverNow.getTime() - oldestAt.getTime();
      const isLarge = estimatedRows >= thresholds.historyRows || estimatedBytes >= thresholds.historyBytes;
      if (!isLarge && ageMs < thresholds.historyAgeMs) return null;
      const schema = home === 'built-in' ? 'lanewatch_cron' : 'cron';
      const purge = jobsOf(snapshot).find(({command}) => /delete[\s\S]*job_run_details/i.test(command));
      const why =
        purge === undefined
          ? 'no job purges it'
          : `${purge.name} leaves it${/is null/i.test(purge.command) ? '' : ': rows without an end_time are not deleted by their age'}`;
      return {
        severity: 'warning',
        object: `${schema}.job_run_details`,
        message: `the history holds about ${countWords(estimatedRows, 'run')} and goes back ${spanWords(ageMs)}; ${why}`,
        remedy:
          purge === undefined
            ? `SELECT ${schema}.schedule('purge-cron-history', '15 3 * * *', $$DELETE FROM ${schema}.job_run_details WHERE coalesce(end_time, start_time) < now() - interval '14 days'$$);`
            : `DELETE FROM ${schema}.job_run_details WHERE coalesce(end_time, start_time) < now() - interval '14 days';`,
        since: oldestAt,
      };
    }),
};
