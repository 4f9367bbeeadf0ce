import type {Rule} from '../../rule.ts';
import {aboutCron} from './about-cron.ts';

/** Zone, logging and launching are then taken for the defaults. */
export const settingsHidden: Rule = {
  id: 'cron.settings-hidden',
  area: 'cron',
  title: 'the settings of pg_cron can be read',
  source: 'pg_settings shows settings of superusers to pg_read_all_settings alone',
  check: input =>
    aboutCron(input, ({settings, home}) =>
      settings.known || home === 'none'
        ? null
        : {
            severity: 'unknown',
            object: 'pg_cron settings',
            message: `${settings.why} Its zone is taken for GMT.`,
            remedy: settings.remedy,
            since: null,
          },
    ),
};
