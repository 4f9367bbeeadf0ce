import type {Rule} from '../../rule.ts';
import {eachView, refreshSql, viewName, viewSql} from './each-view.ts';

/** Whoever reads a view that was never filled gets an error, not an empty answer. */
export const unpopulated: Rule = {
  id: 'views.unpopulated',
  area: 'views',
  title: 'views are populated',
  source: 'pg_class.relispopulated; CONCURRENTLY refuses such a view (0A000)',
  check(input) {
    return eachView(input, view => {
      if (view.isPopulated || view.refreshing !== null) return null;
      return {
        severity: 'critical',
        object: viewName(view),
        message: `${viewName(view)} was never filled: everyone who reads it gets an error`,
        remedy: view.isPipeline ? refreshSql(view) : `REFRESH MATERIALIZED VIEW ${viewSql(view)};`,
        since: null,
      };
    });
  },
};
