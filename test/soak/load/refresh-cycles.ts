import type {Client} from '../../../src/db/client.ts';

/** One round over all views, in ms of the server's clock. */
export interface Cycle {
  readonly startedMs: number;
  readonly endedMs: number;
}

/** The worker's rounds, read from the log of refreshes: each begins with the view that comes first. */
export async function readCycles(client: Client): Promise<Cycle[]> {
  const rows = await client<{view: string; started_ms: number; ended_ms: number}[]>`
    select view_name as view, (extract(epoch from started_at) * 1000)::float8 as started_ms,
      (extract(epoch from finished_at) * 1000)::float8 as ended_ms
    from analytics_refresh_log where cause = 'event' and status = 'succeeded' order by id`;
  const cycles: Cycle[] = [];
  for (const {view, started_ms, ended_ms} of rows) {
    const before = view === rows[0]?.view ? undefined : cycles.pop();
    cycles.push({startedMs: before?.startedMs ?? started_ms, endedMs: ended_ms});
  }
  return cycles;
}
