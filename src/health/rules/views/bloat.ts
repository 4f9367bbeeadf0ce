import type {Rule} from '../../rule.ts';
import {countWords, shareWords} from '../wording.ts';
import {eachView, viewName, viewSql} from './each-view.ts';

/** Each concurrent refresh leaves dead rows behind, and refreshes push autovacuum aside. */
export const bloat: Rule = {
  id: 'views.bloat',
  area: 'views',
  title: 'views hold few dead rows',
  source: 'pg_stat: dead rows beside live ones; autovacuum yields to a refresh',
  check(input) {
    const {thresholds} = input;
    return eachView(input, view => {
      const share = view.deadRows / Math.max(1, view.deadRows + view.liveRows);
      if (view.deadRows < thresholds.deadRows || share < thresholds.deadRowShare) return null;
      return {
        severity: 'warning',
        object: viewName(view),
        message: `${shareWords(share)} of the rows of ${viewName(view)} are dead (${countWords(view.deadRows, 'row')}): reading it costs more than it should`,
        remedy: `VACUUM (ANALYZE) ${viewSql(view)};`,
        since: null,
      };
    });
  },
};
