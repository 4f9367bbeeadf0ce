import {valueOr} from './known.ts';
import type {CronSnapshot} from './snapshot/cron.ts';

/** Runs that a wide look goes back; what is older is not read. */
export const reachableRuns = 20_000;

/** Whether a job without a run in sight may have one further back. An index by job finds it wherever it is. */
export function isHistoryOutOfReach({history}: CronSnapshot): boolean {
  const facts = valueOr(history, null);
  return facts !== null && !facts.hasJobIndex && facts.estimatedRows > reachableRuns;
}
