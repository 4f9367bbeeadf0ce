import type {NodeRule} from './rule.ts';
import {sayCount} from './words.ts';

/** A bitmap that remembered whole pages for want of memory: any lossy page. */
export const lossyBitmap: NodeRule = {
  id: 'lossy-bitmap',
  check({raw}) {
    const lossy = raw['Lossy Heap Blocks'] ?? 0;
    if (lossy === 0) return null;
    return {
      severity: 'warning',
      text: `The bitmap was too small to hold rows: ${sayCount(lossy)} pages were checked row by row. More work_mem would spare that.`,
    };
  },
};
