import type {Rule} from '../../rule.ts';
import {countWords} from '../wording.ts';
import {eachLog, refreshSql, viewName} from './each-view.ts';

/** The last refresh, or several in a row, failed. */
export const failed: Rule = {
  id: 'views.refresh-failed',
  area: 'views',
  title: 'refreshes succeed',
  source: 'analytics_refresh_log',
  silencedOnObjectBy: ['views.no-unique-index'],
  check(input) {
    return eachLog(input, (view, log) => {
      if (log.failureStreak === 0) return null;
      const [reason = 'no reason was recorded', ...more] = (log.lastError ?? '').split('\n').filter(Boolean);
      const hint = more.find(line => /^(GRANT|CREATE|ALTER|SELECT|CALL) /.test(line));
      return {
        severity: 'critical',
        object: viewName(view),
        message: `the refresh of ${viewName(view)} failed ${countWords(log.failureStreak, 'time')} in a row: ${reason}`,
        remedy: hint ?? refreshSql(view),
        since: log.failingSince,
        count: log.failureStreak,
      };
    });
  },
};
