import type {Connection} from '../../config/connection.ts';

export interface ExplainJob {
  readonly connection: Connection;
  readonly schema: string;
  /** One statement, without EXPLAIN before it. */
  readonly text: string;
  /** For `$1`, `$2`, … */
  readonly params: readonly unknown[];
  /** Whether to run the statement; otherwise it is only planned. */
  readonly analyze: boolean;
  readonly statementTimeoutMs?: number;
  readonly lockTimeoutMs?: number;
  /** A statement that the planner thinks costlier is planned but not run. In the planner's units. */
  readonly costLimit?: number;
  /** Lets the statement write before it is rolled back. Locks, triggers, sequences and bloat are real all the same. */
  readonly allowWrites?: boolean;
  /** False leaves out the time of each node, whose measuring itself takes time. */
  readonly timing?: boolean;
  /** Plans for any parameters, without `params`; never runs. */
  readonly generic?: boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface ExplainOutcome {
  /** What was sent last. */
  readonly sql: string;
  /** The document as the server gave it: an array with one object. */
  readonly plan: unknown;
  /** False where it was only planned: not asked for, or above the limit. */
  readonly analyzed: boolean;
  /** The planner's estimate for the whole statement. */
  readonly cost: number;
  /** From sending the statement to its answer. */
  readonly durationMs: number;
  readonly options: readonly string[];
  readonly serverVersion: string;
}
