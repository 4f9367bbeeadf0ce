import type {NodeRule} from './rule.ts';
import {sayCount} from './words.ts';

/** A hash join that did not fit into memory: more than one batch (pev2). */
export const hashSpill: NodeRule = {
  id: 'hash-spill',
  check({raw}) {
    const batches = raw['Hash Batches'] ?? 1;
    if (batches <= 1) return null;
    const planned = raw['Original Hash Batches'] ?? batches;
    const grown = batches > planned ? `, planned were ${sayCount(planned)}` : '';
    return {
      severity: 'warning',
      text: `The hash did not fit into memory: ${sayCount(batches)} batches on disk${grown}. More work_mem would keep it there.`,
    };
  },
};
