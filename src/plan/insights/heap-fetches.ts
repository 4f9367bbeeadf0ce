import type {NodeRule} from './rule.ts';
import {sayRows, sayShare} from './words.ts';

/** Fewer look-ups cost nothing worth a word. */
const leastFetches = 100;

/** An index-only scan that had to look at the table: at least a hundred times; a warning from 40 % of its rows (pev2). */
export const heapFetches: NodeRule = {
  id: 'heap-fetches',
  check({raw, rows, loops, relation}) {
    const fetches = raw['Heap Fetches'] ?? 0;
    if (fetches < leastFetches) return null;
    const read = ((rows ?? 0) + (raw['Rows Removed by Filter'] ?? 0)) * (loops ?? 1);
    const share = Math.min(1, fetches / Math.max(1, read));
    return {
      severity: share > 0.4 && fetches >= 1000 ? 'warning' : 'info',
      text: `The index-only scan looked up ${sayRows(fetches)} in the table, ${sayShare(share)} of what it read. VACUUM ${relation ?? 'the table'} would spare that.`,
    };
  },
};
