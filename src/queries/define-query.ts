import * as z from 'zod';
import {readSql} from '../db/sql-files.ts';
import type {MetricSource} from './metric-source.ts';

/** What a query needs of the server before it can run; the monitor says what is missing instead of trying. */
export type Requirement = 'pipeline' | 'cron';

/** One question to the database: a file of SQL, and the shapes of what goes in and what comes out. */
export interface Query<Params extends z.ZodObject = z.ZodObject, Row extends z.ZodObject = z.ZodObject> {
  /** The question, and the name of its file in `sql/queries/`. */
  readonly name: string;
  readonly title: string;
  readonly needs: readonly Requirement[];
  /** Whether it reads what is kept twice, in the views and in their live twins. */
  readonly readsMetrics?: boolean;
  /** Whether it tells how old that is, and so is asked where it is read. */
  readonly tellsMetricAges?: boolean;
  /** Keys in the order of `$1`, `$2`, … */
  readonly params: Params;
  readonly row: Row;
  /** Of a bundle, the questions that it carries. */
  readonly questions?: Readonly<Record<string, Query>>;
  /** The text of the file; `cron` stands for the schema that holds the jobs, a view for its twin where that is read. */
  sql(schemas: QuerySchemas): string;
}

/** Where the jobs live: pg_cron's own schema, or the built-in scheduler's. */
export interface QuerySchemas {
  readonly cron: 'cron' | 'lanewatch_cron';
  /** Read by questions about metrics; the views, where it is not said. */
  readonly source?: MetricSource;
}

export type ParamsOf<Q> = Q extends Query<infer Params, z.ZodObject> ? z.input<Params> : never;
export type RowOf<Q> = Q extends Query<z.ZodObject, infer Row> ? z.output<Row> : never;

/**
 * Declares a query. The file is read when the query first runs, and `:"cron"` in it (a psql variable, so that the
 * file also runs in psql) becomes the schema of the jobs.
 */
export function defineQuery<Params extends z.ZodObject, Row extends z.ZodObject>(definition: {
  name: string;
  title: string;
  needs?: readonly Requirement[];
  readsMetrics?: boolean;
  params: Params;
  row: Row;
}): Query<Params, Row> {
  let text: string | undefined;
  return {
    ...definition,
    needs: definition.needs ?? [],
    sql({cron, source}) {
      text ??= readSql(`queries/${definition.name}.sql`);
      const placed = text.replaceAll(':"cron"', cron);
      return definition.readsMetrics && source === 'live'
        ? placed.replaceAll(viewNames, 'analytics_$1')
        : placed;
    },
  };
}

/** The views that have a live twin, which is called like them but for the beginning. */
const viewNames = /\bmv_(lane_score_distribution|weakness_patterns|agent_progress|time_to_first_win)\b/g;

/** The parameters of a query that asks for nothing. */
export const noParams = z.strictObject({});
