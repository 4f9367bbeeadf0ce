import type {Rule} from '../../rule.ts';
import {countWords} from '../wording.ts';
import {eachView, viewName, viewSql} from './each-view.ts';

/** A view whose rows change and that no vacuum ever reached: autovacuum is pushed aside by its refreshes. */
export const neverVacuumed: Rule = {
  id: 'views.never-vacuumed',
  area: 'views',
  title: 'views are vacuumed',
  source: 'pg_stat: no vacuum since the counters began, while rows change',
  silencedOnObjectBy: ['views.bloat'],
  check(input) {
    const {thresholds} = input;
    return eachView(input, view => {
      if (view.lastVacuumAt !== null || view.deadRows === 0 || view.changedRows < thresholds.deadRows)
        return null;
      return {
        severity: 'warning',
        object: viewName(view),
        message: `${viewName(view)} was never vacuumed, though ${countWords(view.changedRows, 'row')} of it changed`,
        remedy: `VACUUM (ANALYZE) ${viewSql(view)};`,
        since: null,
      };
    });
  },
};
