import type {RuleFinding, RuleInput, Unchecked} from '../../rule.ts';
import type {ViewLog, ViewSnapshot} from '../../snapshot/views.ts';
import {notInstalled} from '../not-installed.ts';
import {quoteName, quoteText} from '../wording.ts';

/** The findings on each view, or why the views cannot be seen. */
export function eachView(
  {snapshot}: RuleInput,
  find: (view: ViewSnapshot) => RuleFinding | null,
): readonly RuleFinding[] | Unchecked {
  if (!snapshot.views.known) return {unchecked: snapshot.views.why, remedy: snapshot.views.remedy};
  return snapshot.views.value.map(find).filter(found => found !== null);
}

/** The findings on each view of the pipeline, by its log; a log that may not be read is not taken for a good one. */
export function eachLog(
  input: RuleInput,
  find: (view: ViewSnapshot, log: ViewLog) => RuleFinding | null,
): readonly RuleFinding[] | Unchecked {
  const {views, server} = input.snapshot;
  if (!views.known) return {unchecked: views.why, remedy: views.remedy};
  const own = views.value.filter(({isPipeline}) => isPipeline);
  if (own.length === 0) {
    // The pipeline may be in another schema than the one that was named.
    const {pipeline} = input.snapshot;
    const installation = pipeline.known ? pipeline.value.installation : pipeline;
    return installation.known ? notInstalled : {unchecked: installation.why, remedy: installation.remedy};
  }
  if (own.some(({log}) => log === null)) {
    return {
      unchecked: `analytics_refresh_log cannot be read by ${server.username}`,
      remedy: `GRANT analytics_reader TO ${quoteName(server.username)};`,
    };
  }
  return own.map(view => (view.log ? find(view, view.log) : null)).filter(found => found !== null);
}

/** The name as people know it: the schema only where it is not the usual one. */
export function viewName({schema, name}: Pick<ViewSnapshot, 'schema' | 'name'>): string {
  return schema === 'public' ? name : `${schema}.${name}`;
}

/** The name as SQL wants it. */
export function viewSql({schema, name}: Pick<ViewSnapshot, 'schema' | 'name'>): string {
  return schema === 'public' ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`;
}

/** What brings a view up to date without blocking its readers, once it is populated and has an index. */
export function refreshSql(view: ViewSnapshot): string {
  if (!view.isPipeline && !view.isOfAnother)
    return `REFRESH MATERIALIZED VIEW CONCURRENTLY ${viewSql(view)};`;
  const schema = view.schema === 'public' ? '' : `${quoteName(view.schema)}.`;
  return `CALL ${schema}analytics_refresh(${quoteText(view.name)}, 'manual');`;
}

/** The index that CONCURRENTLY needs; a comment stands for columns that cannot be guessed. */
export function uniqueIndexSql(view: ViewSnapshot): string {
  const columns = view.keyColumns.map(quoteName).join(', ');
  return `CREATE UNIQUE INDEX ON ${viewSql(view)} (${columns || '/* the columns that identify a row */'});`;
}
