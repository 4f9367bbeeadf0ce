import {valueOr} from '../../known.ts';
import type {Rule} from '../../rule.ts';
import {aboutCron} from './about-cron.ts';

/** There is nothing that could run a job. */
export const extensionMissing: Rule = {
  id: 'cron.extension-missing',
  area: 'cron',
  title: 'there is a scheduler: pg_cron or the built-in one',
  source: 'no pg_cron in pg_extension, no cron.database_name in pg_settings',
  silencedBy: ['cron.standby'],
  check: input =>
    aboutCron(input, ({home, homeProblem, settings}) => {
      if (home !== 'none' || homeProblem !== null) return null;
      const isLoaded = (valueOr(settings, null)?.homeDatabase ?? null) !== null;
      return {
        severity: 'unknown',
        object: 'pg_cron',
        message: isLoaded
          ? 'pg_cron is loaded but not created in this database: there are no jobs to judge'
          : 'neither pg_cron nor the built-in scheduler is there: there are no jobs to judge',
        remedy: isLoaded
          ? 'CREATE EXTENSION pg_cron;'
          : 'lanewatch migrate brings a scheduler of its own; or add pg_cron to shared_preload_libraries, restart, and CREATE EXTENSION pg_cron;',
        since: null,
      };
    }),
};
