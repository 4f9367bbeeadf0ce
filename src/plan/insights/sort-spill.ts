import type {NodeRule} from './rule.ts';
import {sayKilobytes} from './words.ts';

/** A sort on disk, any. */
export const sortSpill: NodeRule = {
  id: 'sort-spill',
  check({raw}) {
    if (raw['Sort Space Type'] !== 'Disk' && raw['Sort Method'] !== 'external merge') return null;
    const size = sayKilobytes(raw['Sort Space Used'] ?? 0);
    return {
      severity: 'warning',
      text: `The sort did not fit into memory: ${size} went to disk. More work_mem, or an index in this order, would spare it.`,
    };
  },
};
