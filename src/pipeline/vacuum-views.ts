import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';

/** A view is vacuumed after so many refreshes. */
export const refreshesPerVacuum = 20;

/** Vacuums the views that are due, one after the other; one that is locked is left for the next time. Gives their names. */
export async function vacuumViews(
  client: Client,
  {every = refreshesPerVacuum, signal}: {every?: number | undefined; signal: AbortSignal},
): Promise<string[]> {
  const due = await client.unsafe<{view_name: string; command: string}[]>(
    readSql('actions/list-views-to-vacuum.sql'),
    [every],
    {prepare: true},
  );
  const vacuumed: string[] = [];
  for (const {view_name, command} of due) {
    if (signal.aborted) break;
    await client.unsafe(command);
    vacuumed.push(view_name);
  }
  return vacuumed;
}
