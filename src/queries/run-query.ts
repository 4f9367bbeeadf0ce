import type * as z from 'zod';
import type {Query, QuerySchemas} from './define-query.ts';

/** Sends one statement with its parameters and gives back the rows as the driver parsed them. */
export type SendStatement = (
  name: string,
  text: string,
  params: readonly unknown[],
  signal: AbortSignal | undefined,
) => Promise<readonly unknown[]>;

/**
 * Asks one question: checks the parameters, sends the SQL, checks every row.
 * Throws a `ZodError` where either does not have the declared shape, and the driver's error otherwise.
 */
export async function runQuery<Params extends z.ZodObject, Row extends z.ZodObject>(
  query: Query<Params, Row>,
  input: z.input<Params>,
  options: {send: SendStatement; schemas: QuerySchemas; signal?: AbortSignal | undefined},
): Promise<z.output<Row>[]> {
  const params = query.params.parse(input) as Record<string, unknown>;
  const values = Object.keys(query.params.shape).map(key => params[key] ?? null);
  const rows = await options.send(query.name, query.sql(options.schemas), values, options.signal);
  return rows.map(row => query.row.parse(row));
}
