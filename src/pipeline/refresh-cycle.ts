import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';
import {type OutboxLook, readPipelineViews, takeOutbox} from './outbox.ts';
import {overtaken, type Setback, setbackOf} from './setback.ts';
import {covers, orderViews} from './view-order.ts';

export interface CycleOptions {
  readonly cause: 'event' | 'resync';
  /** The look that found the work. Any refresh that began after it has done the work, a cron run's too. */
  readonly seen: OutboxLook;
  /** Views to leave alone this time. */
  readonly setAside?: ReadonlySet<string>;
  /** Begins no further refresh. */
  readonly drain: AbortSignal;
  /** Cancels the refresh under way, too; its row in the log then says so. */
  readonly cancel: AbortSignal;
  onRefresh?(viewName: string | null): void;
}

export interface CycleResult {
  readonly refreshed: readonly {readonly viewName: string; readonly durationMs: number}[];
  /** Views that show what waited, whoever refreshed them. */
  readonly fresh: ReadonlySet<string>;
  /** Views that were tried, and do not. Those that read them were not tried. */
  readonly setbacks: ReadonlyMap<string, Setback>;
  /** Whether every view now shows what waited, so that the outbox was taken. */
  readonly isComplete: boolean;
}

/**
 * Brings the views up to date with the outbox, in dependency order. The proof is the refresh log, not the absence of
 * an error: a refresh may have been skipped because another session was at an older one.
 */
export async function runRefreshCycle(client: Client, options: CycleOptions): Promise<CycleResult> {
  const {seen, setAside = new Set(), onRefresh = () => {}} = options;
  const refreshed: {viewName: string; durationMs: number}[] = [];
  const setbacks = new Map<string, Setback>();
  const heldUp = new Set(setAside);
  for (const view of orderViews(await readPipelineViews(client))) {
    const {viewName, reads} = view;
    if (options.drain.aborted || options.cancel.aborted) break;
    // Its own refresh would first repeat the one that has just failed.
    if (heldUp.has(viewName) || reads.some(name => heldUp.has(name))) {
      heldUp.add(viewName);
      continue;
    }
    const now = (await readPipelineViews(client)).find(other => other.viewName === viewName);
    if (!now || covers(now, seen.nowMs)) continue;
    onRefresh(viewName);
    const startedMs = performance.now();
    try {
      await refreshView(client, viewName, options);
      refreshed.push({viewName, durationMs: performance.now() - startedMs});
    } catch (error) {
      setbacks.set(viewName, setbackOf(error));
      heldUp.add(viewName);
    } finally {
      onRefresh(null);
    }
  }
  const after = await readPipelineViews(client);
  const fresh = new Set(after.filter(view => covers(view, seen.nowMs)).map(({viewName}) => viewName));
  for (const {viewName} of refreshed) if (!fresh.has(viewName)) setbacks.set(viewName, overtaken);
  const isComplete = fresh.size === after.length;
  if (isComplete) await takeOutbox(client, seen.snapshot);
  return {refreshed: refreshed.filter(({viewName}) => fresh.has(viewName)), fresh, setbacks, isComplete};
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
