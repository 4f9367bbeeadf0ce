import {valueOr} from './known.ts';
import type {CronSnapshot} from './snapshot/cron.ts';

/** Runs that a wide look goes back; what is older is not read. */
export const reachableRuns = 20_000;

/** Whether a job without a run in sight may have one further back. */
export function isHistoryOutOfReach({history}: CronSnapshot): boolean {
  return (valueOr(history, null)?.estimatedRows ?? 0) > reachableRuns;
}
