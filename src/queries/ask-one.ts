import type * as z from 'zod';
import type {Query} from './define-query.ts';
import {runQuery, type SendStatement} from './run-query.ts';

/** The one row of a question that always has one, and that needs no jobs. */
export async function askOne<Params extends z.ZodObject, Row extends z.ZodObject>(
  query: Query<Params, Row>,
  params: z.input<Params>,
  send: SendStatement,
): Promise<z.output<Row>> {
  const [row] = await runQuery(query, params, {send, schemas: {cron: 'lanewatch_cron'}});
  if (!row) throw new Error(`The server answered ${query.name} with no row.`);
  return row;
}
