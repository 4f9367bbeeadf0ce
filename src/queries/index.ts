export {catalogue} from './catalogue.ts';
export type {ParamsOf, Query, QuerySchemas, RowOf} from './define-query.ts';
export {type SendStatement, runQuery} from './run-query.ts';
