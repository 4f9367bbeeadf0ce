import type {Client} from '../db/client.ts';
import {type RefreshOutcome, refreshOne} from './refresh-one.ts';
import type {PipelineView} from './view-order.ts';

export interface RefreshHooks {
  onStart?(viewName: string): void;
  onEnd?(outcome: RefreshOutcome): void;
  /** Cancels the refresh under way and begins no other. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Refreshes views because somebody asked, in the order given. A view that reads one that failed is left alone, and
 * said to be. Gives one outcome per view; a view that had to be refreshed once more for another shows its last.
 */
export async function refreshViews(
  client: Client,
  ordered: readonly PipelineView[],
  hooks: RefreshHooks = {},
): Promise<RefreshOutcome[]> {
  const outcomes = new Map<string, RefreshOutcome>();
  for (const view of ordered) {
    const obstacle = hooks.signal?.aborted
      ? 'cancelled before it began'
      : obstacleOf(view, [...outcomes.values()]);
    const results = obstacle === undefined ? await run(client, view, hooks) : [leftAlone(view, obstacle)];
    for (const outcome of results) {
      outcomes.set(outcome.viewName, outcome);
      hooks.onEnd?.(outcome);
    }
  }
  return [...outcomes.values()];
}

function run(client: Client, {viewName}: PipelineView, hooks: RefreshHooks): Promise<RefreshOutcome[]> {
  hooks.onStart?.(viewName);
  return refreshOne(client, {viewName, cause: 'manual', signal: hooks.signal});
}

/** Why a view cannot be refreshed: its own refresh would first repeat the one that has just failed. */
export function obstacleOf(view: PipelineView, outcomes: readonly RefreshOutcome[]): string | undefined {
  const source = outcomes.find(({viewName, status}) => status === 'failed' && view.reads.includes(viewName));
  return source && `${source.viewName}, which it reads, failed`;
}

export function leftAlone(
  {viewName}: PipelineView,
  error: string,
  cause: 'manual' | 'resync' = 'manual',
): RefreshOutcome {
  return {viewName, cause, status: 'skipped', durationMs: 0, rowCount: null, error};
}
