import type {TestDatabase} from './servers.ts';

export interface LogRow {
  view_name: string;
  cause: string;
  status: string;
  row_count: number | null;
  error: string | null;
  sqlstate: string | null;
}

/** The rows the log gained while `work` ran, oldest first. */
export async function readLogOf({client}: TestDatabase, work: () => Promise<unknown>): Promise<LogRow[]> {
  const [before] = await client<{id: number}[]>`select coalesce(max(id), 0) as id from analytics_refresh_log`;
  await work();
  return client<LogRow[]>`
    select view_name, cause, status, row_count, error, sqlstate
    from analytics_refresh_log where id > ${before?.id ?? 0} order by id`;
}
