import type {Rule} from '../../rule.ts';
import {aboutCron} from './about-cron.ts';

/** All jobs are paused at once. */
export const launchingOff: Rule = {
  id: 'cron.launching-off',
  area: 'cron',
  title: 'pg_cron launches jobs',
  source: 'cron.launch_active_jobs, from 1.6',
  check: input =>
    aboutCron(input, ({settings}) => {
      if (!settings.known) return {unchecked: settings.why, remedy: settings.remedy};
      if (settings.value.launchesJobs) return null;
      return {
        severity: 'critical',
        object: 'cron.launch_active_jobs',
        message: 'cron.launch_active_jobs is off: no job of the server fires',
        remedy: 'ALTER SYSTEM SET cron.launch_active_jobs = on; SELECT pg_reload_conf();',
        since: null,
      };
    }),
};
