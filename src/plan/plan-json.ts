import type {AnnotatedPlan, Insight} from './annotated-plan.ts';

/** What `plan` and `explain` print as JSON: a contract with other programs. Times are in milliseconds. */
export interface PlanJson {
  readonly planningMs: number | null;
  readonly executionMs: number | null;
  readonly nodes: readonly PlanJsonNode[];
  /** Of the statement as a whole. */
  readonly insights: readonly Insight[];
}

export interface PlanJsonNode {
  /** Places below the root, as in `0.1.0`. */
  readonly path: string;
  readonly type: string;
  readonly relation: string | null;
  readonly exclusiveMs: number | null;
  readonly totalMs: number | null;
  /** Per loop, as the server counts them. */
  readonly rows: number | null;
  readonly planRows: number | null;
  readonly loops: number | null;
  readonly estimateFactor: number | null;
  readonly insights: readonly Insight[];
}

const microsecondsPerMs = 1000;

export function toPlanJson({planningMs, executionMs, nodes, insights}: AnnotatedPlan): PlanJson {
  return {
    planningMs,
    executionMs,
    nodes: nodes.map(node => ({
      path: node.path,
      type: node.type,
      relation: node.relation,
      exclusiveMs: round(node.exclusiveMs),
      totalMs: round(node.totalMs),
      rows: node.rows,
      planRows: node.planRows,
      loops: node.loops,
      estimateFactor: round(node.estimateFactor),
      insights: node.insights,
    })),
    insights,
  };
}

/** The server measures in microseconds; further digits are the noise of our arithmetic. */
function round(value: number | null): number | null {
  return value === null ? null : Math.round(value * microsecondsPerMs) / microsecondsPerMs;
}
