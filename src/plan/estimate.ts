import type {PlanNode} from './plan-document.ts';

export interface Estimate {
  readonly factor: number;
  readonly direction: 'over' | 'under' | 'exact';
}

/**
 * How far the planner's row count is from the real one, both per loop. Less than one row counts as one, as the
 * planner itself never expects less. Undefined where nothing ran or nothing is known.
 */
export function compareEstimate(raw: PlanNode): Estimate | undefined {
  const rows = raw['Actual Rows'];
  const planRows = raw['Plan Rows'];
  if (rows === undefined || planRows === undefined || raw['Actual Loops'] === 0) return undefined;
  // These hand up a bitmap or nothing, and always claim zero rows.
  if (raw['Node Type'] === 'BitmapAnd' || raw['Node Type'] === 'BitmapOr') return undefined;
  if (raw['Node Type'] === 'ModifyTable' && rows === 0) return undefined;
  const real = Math.max(1, rows);
  const expected = Math.max(1, planRows);
  if (real === expected) return {factor: 1, direction: 'exact'};
  return real > expected
    ? {factor: real / expected, direction: 'under'}
    : {factor: expected / real, direction: 'over'};
}
