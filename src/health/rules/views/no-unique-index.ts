import type {Rule} from '../../rule.ts';
import {eachView, uniqueIndexSql, viewName} from './each-view.ts';

/** Without a unique index every refresh blocks all who read the view. */
export const noUniqueIndex: Rule = {
  id: 'views.no-unique-index',
  area: 'views',
  title: 'views have a unique index that CONCURRENTLY can use',
  source: 'Postgres: unique, valid, on plain columns, without a condition (55000)',
  check(input) {
    return eachView(input, view => {
      if (view.hasUsableIndex) return null;
      return {
        // The pipeline refuses to refresh such a view at all; anyone else's can still be refreshed, at a price.
        severity: view.isPipeline ? 'critical' : 'warning',
        object: viewName(view),
        message: `${viewName(view)} has no usable unique index: it cannot be refreshed without blocking its readers`,
        remedy: uniqueIndexSql(view),
        since: null,
      };
    });
  },
};
