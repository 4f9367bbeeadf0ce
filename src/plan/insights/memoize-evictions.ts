import type {NodeRule} from './rule.ts';
import {sayCount} from './words.ts';

/** A Memoize that forgot what it had to ask again for: any eviction or overflow. */
export const memoizeEvictions: NodeRule = {
  id: 'memoize-evictions',
  check({raw}) {
    const evictions = (raw['Cache Evictions'] ?? 0) + (raw['Cache Overflows'] ?? 0);
    if (evictions === 0) return null;
    const hits = raw['Cache Hits'] ?? 0;
    return {
      severity: 'info',
      text: `Memoize was too small and forgot ${sayCount(evictions)} answers (${sayCount(hits)} were found again). More work_mem would keep them.`,
    };
  },
};
