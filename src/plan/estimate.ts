import type {PlanNode} from './plan-document.ts';
import type {ReadNode} from './read-plan.ts';

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

/** From here on people call an estimate wrong. */
const wrongFactor = 10;

/** Whether each node's error is only that of a node it reads from, in the same direction. */
export function findInheritedErrors(
  nodes: readonly ReadNode[],
  estimates: readonly (Estimate | undefined)[],
): readonly boolean[] {
  const inherited = nodes.map(() => false);
  const inherit = (to: number, from: number) => {
    const below = estimates[from];
    if (below && below.factor >= wrongFactor && below.direction === estimates[to]?.direction)
      inherited[to] = true;
  };
  const ctes = new Map(nodes.map(({raw}, index) => [raw['Subplan Name'], index]));
  for (const [index, {raw, parent}] of nodes.entries()) {
    if (parent !== null && raw['Subplan Name'] === undefined) inherit(parent, index);
    const cte = raw['Node Type'] === 'CTE Scan' ? ctes.get(`CTE ${raw['CTE Name']}`) : undefined;
    if (cte !== undefined) inherit(index, cte);
  }
  return inherited;
}
