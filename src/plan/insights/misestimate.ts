import type {NodeRule} from './rule.ts';
import {sayCount, sayRows} from './words.ts';

/**
 * Row estimates off by 10, 100 and 1,000 (the marks of pev2, depesz and pgAdmin). Under a
 * LIMIT, fewer rows than expected are normal. Told only where the error begins, not all the way up.
 */
export const misestimate: NodeRule = {
  id: 'misestimate',
  check({
    estimateFactor,
    estimateDirection,
    rows,
    planRows,
    isCutShort,
    isEstimateInherited,
    label,
    relation,
  }) {
    if (estimateFactor === null || estimateFactor < 10) return null;
    if (isEstimateInherited) return null;
    if (isCutShort && estimateDirection === 'over') return null;
    const remedy = relation === null ? '' : ` ANALYZE ${relation} if its statistics are old.`;
    return {
      severity: estimateFactor >= 1000 ? 'critical' : estimateFactor >= 100 ? 'warning' : 'info',
      text: `${label.replaceAll('  ', ' ')} was expected to give ${sayRows(planRows ?? 0)} and gave ${sayCount(rows ?? 0)}, ${sayCount(estimateFactor)} times ${estimateDirection === 'under' ? 'more' : 'fewer'}.${remedy}`,
    };
  },
};
