import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';
import {type OutboxLook, readPipelineViews, takeOutbox} from './outbox.ts';
import {textOf} from './pipeline-log.ts';
import {covers, orderViews} from './view-order.ts';

export interface CycleOptions {
  readonly cause: 'event' | 'resync';
  /** The look that found the work. Any refresh that began after it has done the work, a cron run's too. */
  readonly seen: OutboxLook;
  /** Begins no further refresh. */
  readonly drain: AbortSignal;
  /** Cancels the refresh under way, too; its row in the log then says so. */
  readonly cancel: AbortSignal;
  onRefresh(viewName: string | null): void;
}

export interface CycleResult {
  readonly refreshed: number;
  readonly failures: readonly {viewName: string; message: string}[];
  /** Whether every view now shows what waited, so that the outbox was taken. */
  readonly isComplete: boolean;
}

/**
 * Brings the views up to date with the outbox, in dependency order. The proof is the refresh log, not the absence of
 * an error: a refresh may have been skipped because another session was at an older one.
 */
export async function runRefreshCycle(client: Client, options: CycleOptions): Promise<CycleResult> {
  const {nowMs: sinceMs, snapshot} = options.seen;
  const failures: {viewName: string; message: string}[] = [];
  const failed = new Set<string>();
  let refreshed = 0;
  for (const view of orderViews(await readPipelineViews(client))) {
    if (options.drain.aborted || options.cancel.aborted) break;
    const source = view.reads.find(name => failed.has(name));
    if (source !== undefined) {
      // Its own refresh would first repeat the one that has just failed.
      failed.add(view.viewName);
      continue;
    }
    const now = (await readPipelineViews(client)).find(({viewName}) => viewName === view.viewName);
    if (!now || covers(now, sinceMs)) continue;
    options.onRefresh(view.viewName);
    try {
      await refreshView(client, view.viewName, options);
      refreshed += 1;
    } catch (error) {
      failed.add(view.viewName);
      failures.push({viewName: view.viewName, message: textOf(error)});
    } finally {
      options.onRefresh(null);
    }
  }
  const after = await readPipelineViews(client);
  const isComplete = after.every(view => covers(view, sinceMs));
  if (isComplete) await takeOutbox(client, snapshot);
  return {refreshed, failures, isComplete};
}

async function refreshView(client: Client, viewName: string, {cause, cancel}: CycleOptions): Promise<void> {
  const query = client.unsafe(readSql('actions/refresh-view.sql'), [viewName, cause]);
  const onCancel = () => query.cancel();
  cancel.addEventListener('abort', onCancel, {once: true});
  try {
    await query;
  } finally {
    cancel.removeEventListener('abort', onCancel);
  }
}
