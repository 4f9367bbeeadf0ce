import type {ExplainJob, ExplainOutcome} from '../db/explain/explain-job.ts';
import {runExplain} from '../db/explain-sandbox.ts';
import type {Database} from './database.ts';
import type {ExplainSubject} from './explain-subject.ts';

export type ExplainOptions = Omit<ExplainJob, 'connection' | 'schema' | 'text' | 'params'>;

/** Runs one statement in the sandbox and writes what was sent into the log, also when it failed. */
export async function explainStatement(
  database: Database,
  {name, text, params, connection}: ExplainSubject,
  options: ExplainOptions,
): Promise<ExplainOutcome> {
  const at = new Date();
  const startedMs = performance.now();
  const record = (sql: string, rowCount: number | null, error: string | null) =>
    database.log.add({
      at,
      name: `explain ${name}`,
      sql,
      durationMs: performance.now() - startedMs,
      rowCount,
      error,
    });
  try {
    const {schema} = database.options;
    const outcome = await runExplain({connection, schema, text, params, ...options});
    record(outcome.sql, 1, null);
    return outcome;
  } catch (error) {
    record(text, null, error instanceof Error ? error.message : String(error));
    throw error;
  }
}
