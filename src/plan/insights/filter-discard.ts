import type {NodeRule} from './rule.ts';
import {sayRows, sayShare} from './words.ts';

/** Fewer rows thrown away cost nothing worth a word. */
const leastRows = 1000;

/** Rows read and thrown away: from 50 %, and from 90 % (pev2), where they are at least a thousand. */
export const filterDiscard: NodeRule = {
  id: 'filter-discard',
  check({raw, rows, loops, type, relation}) {
    const perLoop =
      (raw['Rows Removed by Filter'] ?? 0) +
      (raw['Rows Removed by Join Filter'] ?? 0) +
      (raw['Rows Removed by Index Recheck'] ?? 0);
    const removed = perLoop * (loops ?? 0);
    if (removed < leastRows) return null;
    const share = perLoop / (perLoop + (rows ?? 0));
    if (share <= 0.5) return null;
    const where = relation === null ? '' : ` of ${relation}`;
    return {
      severity: share > 0.9 ? 'warning' : 'info',
      text: `${type} read ${sayRows(removed)}${where} for nothing, ${sayShare(share)} of what it read. An index on what it filters by would spare them.`,
    };
  },
};
