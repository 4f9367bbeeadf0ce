import type {PlanDocument, PlanNode} from './plan-document.ts';

export type InsightSeverity = 'ok' | 'info' | 'warning' | 'critical';

/** One thing worth knowing of a plan, in plain words. */
export interface Insight {
  /** The rule it comes from, as in `sort-spill`. */
  readonly id: string;
  readonly severity: InsightSeverity;
  readonly text: string;
}

/** Pages of 8 kB that a node itself touched, without those of the nodes below. */
export interface NodeBuffers {
  readonly hit: number;
  readonly read: number;
  readonly tempRead: number;
  readonly tempWritten: number;
}

export interface AnnotatedNode {
  /** Places below the root, as in `0.1.0`. */
  readonly path: string;
  readonly depth: number;
  readonly type: string;
  /** In a line: what it does, and to what. */
  readonly label: string;
  readonly relation: string | null;
  readonly index: string | null;
  /** Null where nothing was measured. */
  readonly exclusiveMs: number | null;
  readonly totalMs: number | null;
  /** Its own part of the whole, from 0 to 1. */
  readonly share: number | null;
  /** Per loop, as the server counts them; null without ANALYZE. */
  readonly rows: number | null;
  readonly planRows: number | null;
  /** 0 for a node that was never executed; null without ANALYZE. */
  readonly loops: number | null;
  /** How many times the estimate is off; 1 is exact. Null where nothing can be compared. */
  readonly estimateFactor: number | null;
  /** `over`: fewer rows came than were expected. */
  readonly estimateDirection: 'over' | 'under' | 'exact' | null;
  /** The error came with the rows from below: it does not begin here. */
  readonly isEstimateInherited: boolean;
  /** It was stopped early because somebody above had enough rows. */
  readonly isCutShort: boolean;
  readonly buffers: NodeBuffers | null;
  readonly cost: number | null;
  readonly insights: readonly Insight[];
  readonly raw: PlanNode;
}

export interface AnnotatedPlan {
  /** Null without SUMMARY. */
  readonly planningMs: number | null;
  /** Null without ANALYZE. */
  readonly executionMs: number | null;
  /** The time of all nodes: what the shares are of. */
  readonly nodesMs: number | null;
  /** Parents before children. */
  readonly nodes: readonly AnnotatedNode[];
  /** Of the statement as a whole. */
  readonly insights: readonly Insight[];
  readonly document: PlanDocument;
}
