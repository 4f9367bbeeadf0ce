import type {Rule} from '../../rule.ts';

/** A standby runs no jobs and refreshes nothing: it only shows what the primary did. */
export const standby: Rule = {
  id: 'cron.standby',
  area: 'cron',
  title: 'this server is no standby',
  source: 'pg_is_in_recovery(): the scheduler of pg_cron waits for the promotion',
  check: ({snapshot}) =>
    snapshot.server.isStandby
      ? [
          {
            severity: 'warning',
            object: 'server',
            message: 'this is a standby: jobs do not run here, nor LISTEN, nor REFRESH',
            remedy: 'Connect to the primary.',
            since: null,
          },
        ]
      : [],
};
