import type {NodeRule} from './rule.ts';
import {sayKilobytes} from './words.ts';

const blockKilobytes = 8;

/** Temporary files of a node that no other rule speaks of: materialised rows, CTEs, window frames. */
export const tempIo: NodeRule = {
  id: 'temp-io',
  check({buffers, raw, type}) {
    const blocks = (buffers?.tempRead ?? 0) + (buffers?.tempWritten ?? 0);
    const isSaidElsewhere =
      raw['Sort Method'] !== undefined ||
      raw['Hash Batches'] !== undefined ||
      raw['HashAgg Batches'] !== undefined;
    // A hash join reads back what its Hash has written.
    if (blocks === 0 || isSaidElsewhere || type === 'Hash Join') return null;
    return {
      severity: 'warning',
      text: `${type} moved ${sayKilobytes(blocks * blockKilobytes)} through temporary files. More work_mem would keep it in memory.`,
    };
  },
};
