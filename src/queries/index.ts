export type {MetricChoice} from '../config/metric-choice.ts';
export type {AgentProgressRow} from './agent-progress.ts';
export type {AgentWeaknessPatternsRow} from './agent-weakness-patterns.ts';
export {catalogue} from './catalogue.ts';
export type {ParamsOf, Query, QuerySchemas, RowOf} from './define-query.ts';
export type {LaneDistributionsRow} from './lane-distributions.ts';
export {
  type AnalyticsQueries,
  type AnalyticsQueriesOptions,
  createAnalyticsQueries,
  type MetricOrigin,
} from './library.ts';
export type {ListCronJobsRow} from './list-cron-jobs.ts';
export type {ListCronRunsRow} from './list-cron-runs.ts';
export type {ListRefreshesRow} from './list-refreshes.ts';
export type {MetricSource} from './metric-source.ts';
export type {PostgresClient} from './postgres-client.ts';
export {runQuery, type SendStatement} from './run-query.ts';
export type {TimeToFirstWinRow} from './time-to-first-win.ts';
