import {useMemo} from 'react';
import type {ExplainRequest} from '../../app/explain-request.ts';
import {useLive} from '../../app/live/use-live.ts';
import {catalogue} from '../../queries/catalogue.ts';
import type {Query} from '../../queries/define-query.ts';
import {healthViews} from '../../queries/health-views.ts';

/** Something to explain; a query may want parameters first. */
export interface ExplainChoice {
  readonly key: string;
  readonly name: string;
  readonly question: string;
  readonly query: Query | null;
  readonly request: ExplainRequest;
}

const queries: readonly ExplainChoice[] = catalogue.map(query => ({
  key: `query ${query.name}`,
  name: query.name,
  question: query.title,
  query,
  request: {query, params: {}},
}));

/** Views come and go rarely. */
const viewsEveryMs = 60_000;

/** The materialized views of the database, then the queries of the catalogue. */
export function useExplainChoices(): readonly ExplainChoice[] {
  const views = useLive(healthViews, {}, {everyMs: viewsEveryMs});
  return useMemo(() => {
    const found = views.status === 'ready' ? views.rows : [];
    const choices = found.map(
      ({schema_name: schema, view_name: name}): ExplainChoice => ({
        key: `view ${schema}.${name}`,
        name,
        question: 'Why is the refresh slow? The SELECT of the view.',
        query: null,
        request: {view: {schema, name}},
      }),
    );
    return [...queries, ...choices];
  }, [views]);
}
