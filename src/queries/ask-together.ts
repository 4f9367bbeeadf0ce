import type * as z from 'zod';
import {isOffline, toProblem} from '../db/problem.ts';
import type {Database} from './database.ts';
import type {Query} from './define-query.ts';

/** For so long a bundle that was refused is not tried again: a right that is granted meanwhile is noticed then. */
const refusalMs = 60_000;
const refusals = new WeakMap<Database, Map<string, number>>();

/**
 * The one row of a bundle, or null where a question in it is refused: then they are to be asked apart, so that one
 * refusal does not hide the other answers. A lost link throws.
 */
export async function askTogether<Params extends z.ZodObject, Row extends z.ZodObject>(
  database: Database,
  bundle: Query<Params, Row>,
  params: z.input<Params>,
  signal?: AbortSignal,
): Promise<z.output<Row> | null> {
  const refusedUntil = refusals.get(database)?.get(bundle.name) ?? 0;
  if (refusedUntil > performance.now()) return null;
  try {
    const [row] = await database.ask(bundle, params, signal);
    return row ?? null;
  } catch (error) {
    if (isOffline(toProblem(error)) || signal?.aborted) throw error;
    const known = refusals.get(database) ?? new Map<string, number>();
    refusals.set(database, known.set(bundle.name, performance.now() + refusalMs));
    return null;
  }
}
