import {formatAge} from '../../ui/format.ts';
import type {Live} from './live-store.ts';

/** Says how old the rows are where they could not be read again, else null. */
export function staleWords(live: Live<unknown>, now: Date): string | null {
  if (live.status !== 'ready' || live.problem === null) return null;
  return `as of ${formatAge(Math.max(0, now.getTime() - live.at.getTime()))} ago: ${live.problem.why}`;
}
