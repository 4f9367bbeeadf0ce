import {type AgentProgressRow, agentProgress} from './agent-progress.ts';
import {type AgentWeaknessPatternsRow, agentWeaknessPatterns} from './agent-weakness-patterns.ts';
import type {ParamsOf, Query, QuerySchemas, RowOf} from './define-query.ts';
import {type LaneDistributionsRow, laneDistributions} from './lane-distributions.ts';
import {type ListCronJobsRow, listCronJobs} from './list-cron-jobs.ts';
import {type ListCronRunsRow, listCronRuns} from './list-cron-runs.ts';
import {type ListRefreshesRow, listRefreshes} from './list-refreshes.ts';
import {type PostgresClient, sendUntransformed} from './postgres-client.ts';
import {runQuery} from './run-query.ts';
import {serverFacts} from './server-facts.ts';
import {type TimeToFirstWinRow, timeToFirstWin} from './time-to-first-win.ts';

export interface AnalyticsQueriesOptions {
  /** Where the jobs live. Without it the server is asked, once, before the first question about jobs. */
  readonly cronSchema?: QuerySchemas['cron'];
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
    cronSchema ??= ask(serverFacts, {}, 'lanewatch_cron').then(
      ([facts]) => (facts && facts.pg_cron_version !== null ? 'cron' : 'lanewatch_cron'),
      error => {
        cronSchema = undefined;
        throw error;
      },
    );
    return cronSchema;
  }

  async function ask<Q extends Query>(
    query: Q,
    params: ParamsOf<Q>,
    cron: QuerySchemas['cron'] = 'lanewatch_cron',
  ): Promise<RowOf<Q>[]> {
    const names = Object.keys(query.row.shape);
    const rows = await runQuery(query, params, {
      send: (_name, text, values) => sendUntransformed(sql, text, values, names),
      schemas: {cron},
    });
    return rows as RowOf<Q>[];
  }

  return {
    async getLaneDistributions(challengeId) {
      return ask(laneDistributions, {challenge_id: challengeId});
    },
    async getAgentWeaknessPatterns(agentId, challengeId, {all = false} = {}) {
      return ask(agentWeaknessPatterns, {agent_id: agentId, challenge_id: challengeId ?? null, all});
    },
    async getAgentProgressTimeline(agentId, challengeId, weeks = 12) {
      return ask(agentProgress, {agent_id: agentId, challenge_id: challengeId, weeks});
    },
    async getTimeToFirstWin(challengeId) {
      return ask(timeToFirstWin, {challenge_id: challengeId ?? null});
    },
    async getCronJobs() {
      return ask(listCronJobs, {}, await findCronSchema());
    },
    async getCronRuns(jobId, limit = 50) {
      return ask(listCronRuns, {job_id: jobId, limit}, await findCronSchema());
    },
    async getRefreshHistory(viewName, limit = 50) {
      return ask(listRefreshes, {view_name: viewName ?? null, limit});
    },
  };
}
