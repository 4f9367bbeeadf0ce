export {catalogue} from './catalogue.ts';
export type {ParamsOf, Query, QuerySchemas, RowOf} from './define-query.ts';
export {runQuery, type SendStatement} from './run-query.ts';
