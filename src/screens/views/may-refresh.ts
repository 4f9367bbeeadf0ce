import {uniqueIndexSql} from '../../health/rules/views/each-view.ts';
import type {ShownView} from './views.state.ts';

/** Why a view cannot be refreshed from here without blocking its readers; undefined where it can. */
export function whyNotRefreshed({view, relations}: ShownView): string | undefined {
  if (view.refreshing) return `session ${view.refreshing.pid} is refreshing it`;
  if (view.isOfAnother) return `it belongs to the pipeline of --schema ${view.schema}`;
  if (!view.isPipeline && !view.isPopulated) return 'CONCURRENTLY needs a populated view';
  // A pipeline view that was never filled is filled plainly; it has no readers yet.
  if (!view.hasUsableIndex && view.isPopulated) return `no unique index: ${uniqueIndexSql(view)}`;
  if (relations && !relations.may_refresh) return `only members of ${relations.owner} may refresh it`;
  return undefined;
}
