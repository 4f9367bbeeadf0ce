import type {NodeRule} from './rule.ts';
import {sayCount, sayRows} from './words.ts';

/** Row estimates off by 10, 100 and 1,000 (the marks of pev2, depesz and pgAdmin). Under a LIMIT, fewer rows than expected are normal. */
export const misestimate: NodeRule = {
  id: 'misestimate',
  check({estimateFactor, estimateDirection, rows, planRows, type, isCutShort, relation}) {
    if (estimateFactor === null || estimateFactor < 10) return null;
    if (isCutShort && estimateDirection === 'over') return null;
    const remedy =
      relation === null
        ? 'Look below it for where the error begins.'
        : `ANALYZE ${relation} if its statistics are old.`;
    return {
      severity: estimateFactor >= 1000 ? 'critical' : estimateFactor >= 100 ? 'warning' : 'info',
      text: `${type} was expected to give ${sayRows(planRows ?? 0)} and gave ${sayCount(rows ?? 0)}, ${sayCount(estimateFactor)} times ${estimateDirection === 'under' ? 'more' : 'fewer'}. ${remedy}`,
    };
  },
};
