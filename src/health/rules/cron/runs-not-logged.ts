import type {Rule} from '../../rule.ts';
import {aboutCron} from './about-cron.ts';

/** Without a history there is no telling good from bad. */
export const runsNotLogged: Rule = {
  id: 'cron.runs-not-logged',
  area: 'cron',
  title: 'pg_cron records its runs',
  source: 'cron.log_run',
  check: input =>
    aboutCron(input, ({settings}) => {
      if (!settings.known) return {unchecked: settings.why, remedy: settings.remedy};
      if (settings.value.logsRuns) return null;
      return {
        severity: 'unknown',
        object: 'cron.log_run',
        message: 'cron.log_run is off: runs leave no trace, so no job can be called good or failed',
        remedy: 'ALTER SYSTEM SET cron.log_run = on; and restart the server.',
        since: null,
      };
    }),
};
