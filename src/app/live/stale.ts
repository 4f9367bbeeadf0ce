import type {Problem} from '../../db/problem.ts';
import {ago, formatRoughAge} from '../../ui/format.ts';
import type {Live} from './live-store.ts';

/** Says how old the rows are where they could not be read again, else null. */
export function staleWords(live: Live<unknown>, now: Date): string | null {
  if (live.status !== 'ready' || live.problem === null) return null;
  return `as of ${formatRoughAge(Math.max(0, now.getTime() - live.at.getTime()))} ago: ${live.problem.why}`;
}

/** Says how old the latest look at everything is where a later one failed. */
export function staleLook({what}: Problem, at: Date, now: Date): string {
  return `${what}; seen ${ago(Math.max(0, now.getTime() - at.getTime()))}`;
}
