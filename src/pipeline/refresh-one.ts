import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';
import {textOf} from './pipeline-log.ts';

/** How one refresh ended, as the log tells it. */
export interface RefreshOutcome {
  readonly viewName: string;
  readonly cause: string;
  /** `skipped` with no error: another session was at it. `skipped` with one: something it reads failed. */
  readonly status: 'succeeded' | 'failed' | 'skipped';
  readonly durationMs: number;
  /** Null unless it succeeded. */
  readonly rowCount: number | null;
  readonly error: string | null;
}

export interface RefreshRequest {
  readonly viewName: string;
  readonly cause: 'manual' | 'resync';
  /** Cancels the refresh on the server; its row in the log says so. */
  readonly signal?: AbortSignal | undefined;
}

/** Rows of the log, by session: a refresh reads its own back, so that concurrent ones are not mistaken for it. */
interface LogRow {
  refresh_id: number;
  view_name: string;
  cause: string;
  status: RefreshOutcome['status'] | 'running';
  duration_ms: number | null;
  row_count: number | null;
  error: string | null;
}

/**
 * Brings one view up to date, and first what it reads where that is behind; gives an outcome for each, the view's own
 * last. A failure is an outcome, not an error. The client has to be of one session.
 */
export async function refreshOne(client: Client, request: RefreshRequest): Promise<RefreshOutcome[]> {
  const {viewName, cause} = request;
  const startedMs = performance.now();
  let failure: unknown;
  try {
    const seenId = (await readOwnRows(client, 0)).at(-1)?.refresh_id ?? 0;
    failure = await call(client, request);
    const outcomes = (await readOwnRows(client, seenId)).map(toOutcome);
    if (outcomes.at(-1)?.viewName === viewName) return outcomes;
    // Refused before it began, for want of rights say, there is no row; nor after a lost link, for this session.
    const reason = failure ?? new Error('the link was lost before the log told how it ended');
    return [...outcomes, failed(viewName, cause, startedMs, reason)];
  } catch (error) {
    return [failed(viewName, cause, startedMs, failure ?? error)];
  }
}

/** Gives what was thrown, or undefined. */
async function call(client: Client, {viewName, cause, signal}: RefreshRequest): Promise<unknown> {
  const query = client.unsafe(readSql('actions/refresh-view.sql'), [viewName, cause]);
  const cancel = () => query.cancel();
  signal?.addEventListener('abort', cancel, {once: true});
  try {
    await query;
    return undefined;
  } catch (error) {
    return error;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

async function readOwnRows(client: Client, afterId: number): Promise<LogRow[]> {
  return client.unsafe<LogRow[]>(readSql('actions/read-own-refreshes.sql'), [afterId], {prepare: true});
}

function toOutcome(row: LogRow): RefreshOutcome {
  return {
    viewName: row.view_name,
    cause: row.cause,
    status: row.status === 'running' ? 'failed' : row.status,
    durationMs: row.duration_ms ?? 0,
    rowCount: row.row_count,
    error: row.error,
  };
}

function failed(viewName: string, cause: string, startedMs: number, error: unknown): RefreshOutcome {
  return {
    viewName,
    cause,
    status: 'failed',
    durationMs: performance.now() - startedMs,
    rowCount: null,
    error: textOf(error),
  };
}
