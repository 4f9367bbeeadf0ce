import {Box} from 'ink';
import type {AnnotatedNode} from '../../plan/annotated-plan.ts';
import type {NodeChange} from '../../plan/compare-plans.ts';
import type {ExplainRun} from './explain.state.ts';
import {NodeDetail} from './node-detail.view.tsx';
import {StatementPanel} from './statement-panel.view.tsx';

export interface PlanPanelsProps {
  readonly run: ExplainRun;
  /** The node under the cursor. */
  readonly node: AnnotatedNode | undefined;
  readonly change: NodeChange | undefined;
  readonly width: number;
  /** What the tree and its remarks leave. */
  readonly height: number;
}

/** Below this a frame shows next to nothing. */
const leastHeight = 6;
/** Below this there is room for one panel only. */
const leastSideBySideWidth = 100;

/** What the plan is of, and beside it all of the node under the cursor, where the plan leaves room for them. */
export function PlanPanels({run, node, change, width, height}: PlanPanelsProps) {
  if (height < leastHeight) return null;
  const isSideBySide = width >= leastSideBySideWidth && node !== undefined;
  const left = isSideBySide ? Math.floor(width / 2) : width;
  return (
    <Box flexDirection="row" width={width} height={height}>
      <StatementPanel title="Statement" text={withoutHead(run.sql)} width={left} height={height} />
      {isSideBySide && (
        <NodeDetail node={node} change={change} tone="muted" width={width - left} height={height} />
      )}
    </Box>
  );
}

/** What is read first is the SELECT: without EXPLAIN and the remarks before it. `@` shows all that was sent. */
export function withoutHead(sql: string): string {
  return sql.replace(/^\s*explain\s*\([^)]*\)\s*/i, '').replace(/^(\s*--[^\n]*\n)+/, '');
}
