import type {MetricChoice} from '../config/metric-choice.ts';
import {type AgentProgressRow, agentProgress} from './agent-progress.ts';
import {type AgentWeaknessPatternsRow, agentWeaknessPatterns} from './agent-weakness-patterns.ts';
import type {ParamsOf, Query, QuerySchemas, RowOf} from './define-query.ts';
import {type LaneDistributionsRow, laneDistributions} from './lane-distributions.ts';
import {type ListCronJobsRow, listCronJobs} from './list-cron-jobs.ts';
import {type ListCronRunsRow, listCronRuns} from './list-cron-runs.ts';
import {type ListRefreshesRow, listRefreshes} from './list-refreshes.ts';
import {createMetricReader} from './metric-reader.ts';
import type {MetricSource} from './metric-source.ts';
import {type PostgresClient, sendUntransformed} from './postgres-client.ts';
import {runQuery} from './run-query.ts';
import {serverFacts} from './server-facts.ts';
import {type TimeToFirstWinRow, timeToFirstWin} from './time-to-first-win.ts';
import {twinState} from './twin-state.ts';

export interface AnalyticsQueriesOptions {
  /**
   * What questions about metrics read: the live twins, the scheduled views, or (`auto`, unless another is given) the
   * twins while they are filled and no older than the views. Where twins are asked for that are not filled or may not
   * be read, the views stand in. But for `scheduled` two short statements look every half minute, before a question.
   */
  readonly source?: MetricChoice;
  /** Where the jobs live. Without it the server is asked, once, before the first question about jobs. */
  readonly cronSchema?: QuerySchemas['cron'];
}

/** Where metrics come from, and how old they are. */
export interface MetricOrigin {
  readonly source: MetricSource;
  /** Up to when it shows what happened, by the server's clock; null where no refresh is on record. */
  readonly dataFrom: Date | null;
  /** How long that was ago when it was looked at; null likewise. */
  readonly ageMs: number | null;
  /** Why the views are read although the twins were asked for; null where they are not. */
  readonly whyNotLive: string | null;
}

/**
 * The questions an engineer asks in code. Each sends one prepared statement that only reads what was computed before,
 * never a table of the platform. All of them reject with a `ZodError` when an argument or a row does not have the
 * declared shape (nothing is sent for a bad argument), and with the driver's error when the server refuses.
 */
export interface AnalyticsQueries {
  /** How the scores of one challenge are distributed, by lane. Lanes with fewer than five samples are left out. */
  getLaneDistributions(challengeId: string): Promise<LaneDistributionsRow[]>;
  /**
   * Where an agent is weak, weakest first, at most 20 rows; on one challenge, or on all. The slope is in score per
   * day, positive is improving. `all` gives the lanes that are not weak, too.
   */
  getAgentWeaknessPatterns(
    agentId: string,
    challengeId?: string,
    options?: {readonly all?: boolean},
  ): Promise<AgentWeaknessPatternsRow[]>;
  /** The latest `weeks` weeks (12) with submissions, oldest first. A week is the date of its Monday in UTC. */
  getAgentProgressTimeline(agentId: string, challengeId: string, weeks?: number): Promise<AgentProgressRow[]>;
  /** Days from first submission to first win, averaged; challenges with fewer than five winners are left out. */
  getTimeToFirstWin(challengeId?: string): Promise<TimeToFirstWinRow[]>;
  /**
   * What the questions above read, and how old that is: looked at now. Those that follow within half a minute read from
   * there.
   */
  getMetricOrigin(): Promise<MetricOrigin>;
  /** The jobs of pg_cron, or of the built-in scheduler, with how their last runs ended. Durations are in ms. */
  getCronJobs(): Promise<ListCronJobsRow[]>;
  /** The last `limit` runs (50) of one job, newest first. A run that never began has no `started_at`. */
  getCronRuns(jobId: number, limit?: number): Promise<ListCronRunsRow[]>;
  /** The last `limit` refreshes (50), newest first, of one view or of all. Durations are in ms. */
  getRefreshHistory(viewName?: string, limit?: number): Promise<ListRefreshesRow[]>;
}

/**
 * The analytics over a postgres.js client that you already have; it is used, never configured or closed. Types and
 * transforms it was opened with make no difference, except `transform.row`. The schema that lanewatch is installed in
 * has to be on its `search_path`.
 */
export function createAnalyticsQueries(
  sql: PostgresClient,
  options: AnalyticsQueriesOptions = {},
): AnalyticsQueries {
  let cronSchema: Promise<QuerySchemas['cron']> | undefined;

  /** Asked anew after a failure, so that one lost connection does not spoil every later question. */
  function findCronSchema(): Promise<QuerySchemas['cron']> {
    if (options.cronSchema) return Promise.resolve(options.cronSchema);
    cronSchema ??= ask(serverFacts, {}).then(
      ([facts]) => (facts && facts.pg_cron_version !== null ? 'cron' : 'lanewatch_cron'),
      error => {
        cronSchema = undefined;
        throw error;
      },
    );
    return cronSchema;
  }

  const metrics = createMetricReader(async () => {
    // What may not be read is not tried: in a transaction of the caller's an error would end it.
    const [facts] = await ask(serverFacts, {});
    const [state] = facts?.has_twins ? await ask(twinState, {}) : [];
    return state ?? null;
  }, options.source ?? 'auto');

  async function askMetric<Q extends Query>(query: Q, params: ParamsOf<Q>): Promise<RowOf<Q>[]> {
    // Nothing is sent for a bad argument, not even the look.
    query.params.parse(params);
    const source = options.source === 'scheduled' ? 'scheduled' : (await metrics.reading()).source;
    return ask(query, params, {cron: 'lanewatch_cron', source});
  }

  async function ask<Q extends Query>(
    query: Q,
    params: ParamsOf<Q>,
    schemas: QuerySchemas = {cron: 'lanewatch_cron'},
  ): Promise<RowOf<Q>[]> {
    const names = Object.keys(query.row.shape);
    const rows = await runQuery(query, params, {
      send: (_name, text, values) => sendUntransformed(sql, text, values, names),
      schemas,
    });
    return rows as RowOf<Q>[];
  }

  return {
    async getLaneDistributions(challengeId) {
      return askMetric(laneDistributions, {challenge_id: challengeId});
    },
    async getAgentWeaknessPatterns(agentId, challengeId, {all = false} = {}) {
      return askMetric(agentWeaknessPatterns, {agent_id: agentId, challenge_id: challengeId ?? null, all});
    },
    async getAgentProgressTimeline(agentId, challengeId, weeks = 12) {
      return askMetric(agentProgress, {agent_id: agentId, challenge_id: challengeId, weeks});
    },
    async getTimeToFirstWin(challengeId) {
      return askMetric(timeToFirstWin, {challenge_id: challengeId ?? null});
    },
    async getMetricOrigin() {
      metrics.forget();
      const {source, dataFrom, serverNow, whyNotLive} = await metrics.reading();
      const ageMs = dataFrom && serverNow ? Math.max(0, serverNow.getTime() - dataFrom.getTime()) : null;
      return {source, dataFrom, ageMs, whyNotLive};
    },
    async getCronJobs() {
      return ask(listCronJobs, {}, {cron: await findCronSchema()});
    },
    async getCronRuns(jobId, limit = 50) {
      return ask(listCronRuns, {job_id: jobId, limit}, {cron: await findCronSchema()});
    },
    async getRefreshHistory(viewName, limit = 50) {
      return ask(listRefreshes, {view_name: viewName ?? null, limit});
    },
  };
}
