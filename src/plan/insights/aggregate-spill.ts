import type {NodeRule} from './rule.ts';
import {sayKilobytes} from './words.ts';

/** A hash aggregate that did not fit into memory: batches or disk used (pev2). */
export const aggregateSpill: NodeRule = {
  id: 'aggregate-spill',
  check({raw}) {
    const diskKilobytes = raw['Disk Usage'] ?? 0;
    if ((raw['HashAgg Batches'] ?? 0) <= 1 && diskKilobytes === 0) return null;
    return {
      severity: 'warning',
      text: `The groups did not fit into memory: ${sayKilobytes(diskKilobytes)} went to disk. More work_mem would keep them there.`,
    };
  },
};
