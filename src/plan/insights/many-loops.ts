import type {NodeRule} from './rule.ts';
import {sayCount, sayMs} from './words.ts';

const many = 1000;
/** Many quick loops are what a nested loop is good at. */
const leastShare = 0.1;

/** A node run a thousand times or more that takes a tenth of the time. */
export const manyLoops: NodeRule = {
  id: 'many-loops',
  check({loops, share, totalMs, type}) {
    if ((loops ?? 0) < many || (share ?? 0) < leastShare) return null;
    return {
      severity: 'warning',
      text: `${type} ran ${sayCount(loops ?? 0)} times, ${sayMs(totalMs ?? 0)} in all. A hash or merge join would run it once.`,
    };
  },
};
