import {Box} from 'ink';
import {useMemo} from 'react';
import {useList} from '../../app/use-list.ts';
import type {AnnotatedNode} from '../../plan/annotated-plan.ts';
import {describeConditions} from '../../plan/describe-node.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell, type Segment} from '../../ui/segment.ts';
import {Empty} from '../../ui/states.tsx';
import {Table} from '../../ui/table.tsx';
import {useTheme} from '../../ui/theme.ts';
import {nodeColumns} from './explain.columns.ts';
import type {ExplainRun} from './explain.state.ts';
import {countInsightLines, InsightLines, listInsights} from './insight-lines.view.tsx';

export interface ExplainResultProps {
  readonly run: ExplainRun;
  readonly title: readonly Segment[];
  readonly width: number;
  readonly height: number;
}

const pathOf = ({path}: AnnotatedNode) => path;
const labelOf = ({label}: AnnotatedNode) => label;

/** The tree of a plan with its times, and below it what they mean. */
export function ExplainResult({run, title, width, height}: ExplainResultProps) {
  const theme = useTheme();
  const {plan, analyzed} = run;
  const columns = useMemo(() => nodeColumns(theme, analyzed), [theme, analyzed]);
  const insights = useMemo(() => listInsights(plan), [plan]);
  // The insights have what they need, but leave the tree half the screen.
  const insightHeight = Math.min(countInsightLines(insights, theme, width), Math.floor((height - 2) / 2));
  const tableHeight = Math.max(2, Math.min(plan.nodes.length + 1, height - 2 - insightHeight));
  const list = useList({
    name: 'explain nodes',
    rows: plan.nodes,
    columns,
    rowKey: pathOf,
    textOf: labelOf,
    height: tableHeight,
  });
  const filter = list.filterProblem ?? (list.state.filter === '' ? null : `filter ${list.state.filter}`);
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Line
        segments={fitCell(
          [...title, ...(filter === null ? [] : [{text: `   ${filter}`, tone: 'accent'} as const])],
          width,
        )}
      />
      <Table
        columns={columns}
        rows={list.rows}
        rowKey={pathOf}
        width={width}
        height={tableHeight}
        selectedKey={list.state.selectedKey}
        sort={list.state.sort}
        top={list.state.top}
        empty={<Empty what="No node matches the filter." hint="/ changes it." width={width} />}
      />
      <Line segments={fitCell(list.selected ? detailOf(list.selected) : '', width)} />
      <InsightLines insights={insights} width={width} height={height - 2 - tableHeight} />
    </Box>
  );
}

/** All of the node under the cursor that its row may have cut off. */
function detailOf({label, raw}: AnnotatedNode): readonly Segment[] {
  const conditions = describeConditions(raw);
  return [
    {text: `   ${label.replaceAll('  ', ' ')}`, tone: 'accent'},
    {text: conditions === '' ? '' : ` · ${conditions}`, tone: 'muted'},
  ];
}
