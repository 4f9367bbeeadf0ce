import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';
import {inTransaction} from '../db/transaction.ts';
import {lookAtOutbox, readPipelineViews, takeOutbox} from './outbox.ts';
import {type RefreshOutcome, refreshOne} from './refresh-one.ts';
import {leftAlone, obstacleOf, type RefreshHooks} from './refresh-views.ts';
import {covers, orderViews, type PipelineView} from './view-order.ts';

export interface BackfillResult {
  /** In dependency order; a view that another session was at has more than one. */
  readonly outcomes: readonly RefreshOutcome[];
  /** Whether every view shows all that was committed when the backfill began, so that the outbox was taken. */
  readonly isComplete: boolean;
  readonly scoredCount: number;
  readonly malformedCount: number;
}

export interface BackfillHooks extends RefreshHooks {
  /** Waits until the next view may be refreshed. */
  ready?(): Promise<void>;
}

/**
 * Builds everything anew from the data that is there: all views, the counts of malformed scores, and an outbox without
 * what the views now show. Nothing of it is kept in this process, so it may be killed at any point and run again, and
 * it may run beside the worker and pg_cron: what another session refreshes is waited for, not done twice.
 */
export async function backfill(client: Client, hooks: BackfillHooks = {}): Promise<BackfillResult> {
  const {nowMs: sinceMs, snapshot} = await lookAtOutbox(client);
  const outcomes: RefreshOutcome[] = [];
  for (const view of orderViews(await readPipelineViews(client))) {
    await hooks.ready?.();
    const note = (outcome: RefreshOutcome) => {
      outcomes.push(outcome);
      hooks.onEnd?.(outcome);
    };
    const obstacle = hooks.signal?.aborted ? 'cancelled before it began' : obstacleOf(view, outcomes);
    if (obstacle === undefined) await bringUpToDate(client, view, sinceMs, hooks, note);
    else note(leftAlone(view, obstacle, 'resync'));
  }
  const after = await readPipelineViews(client);
  const isComplete = after.every(view => covers(view, sinceMs));
  if (isComplete) await takeOutbox(client, snapshot);
  const counts = hooks.signal?.aborted ? {scored_count: 0, malformed_count: 0} : await count(client, sinceMs);
  return {outcomes, isComplete, scoredCount: counts.scored_count, malformedCount: counts.malformed_count};
}

/** Until the log proves it, by whichever session. */
async function bringUpToDate(
  client: Client,
  {viewName}: PipelineView,
  sinceMs: number,
  {onStart, signal}: RefreshHooks,
  note: (outcome: RefreshOutcome) => void,
): Promise<void> {
  onStart?.(viewName);
  while (!signal?.aborted) {
    const now = (await readPipelineViews(client)).find(view => view.viewName === viewName);
    if (!now || covers(now, sinceMs)) return;
    const results = await refreshOne(client, {viewName, cause: 'resync', signal});
    for (const outcome of results) note(outcome);
    if (results.some(({status}) => status === 'failed')) return;
    if (results.at(-1)?.status === 'skipped') await awaitRefresh(client, viewName, signal);
  }
}

/** The refresh that is under way may have begun too early to count; what it is worth is read from the log after it. */
async function awaitRefresh(
  client: Client,
  viewName: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const waiting = client.unsafe(readSql('actions/await-refresh.sql'), [viewName], {prepare: true});
  const cancel = () => waiting.cancel();
  signal?.addEventListener('abort', cancel, {once: true});
  try {
    await waiting;
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

interface Counts {
  scored_count: number;
  malformed_count: number;
}

/** A refresh of the lane distributions may have counted already. */
async function count(client: Client, sinceMs: number): Promise<Counts> {
  return inTransaction(client, async transaction => {
    await transaction.unsafe(readSql('actions/lock-score-quality.sql'), [], {prepare: true});
    await transaction.unsafe(readSql('actions/count-malformed-scores.sql'), [sinceMs], {prepare: true});
    const [row] = await transaction.unsafe<Counts[]>(readSql('actions/read-score-quality.sql'), [], {
      prepare: true,
    });
    return row ?? {scored_count: 0, malformed_count: 0};
  });
}
