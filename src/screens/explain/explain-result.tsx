import {Box} from 'ink';
import {useMemo} from 'react';
import {useKeys} from '../../app/keys/use-keys.ts';
import {useList} from '../../app/lists/use-list.ts';
import type {AnnotatedNode, Insight} from '../../plan/annotated-plan.ts';
import {comparePlans, findSlower} from '../../plan/compare-plans.ts';
import {describeConditions} from '../../plan/describe-node.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell, type Segment} from '../../ui/segment.ts';
import {Empty} from '../../ui/states.tsx';
import {Table} from '../../ui/table.tsx';
import {useTheme} from '../../ui/theme.ts';
import {nodeColumns} from './explain.columns.ts';
import {nodeKeys} from './explain.keys.ts';
import type {ExplainRun} from './explain.state.ts';
import {InsightLines, layOutInsights, listInsights} from './insight-lines.view.tsx';
import {NodeDetail} from './node-detail.view.tsx';
import {PlanPanels} from './plan-panels.view.tsx';
import {sayChangeMs} from './say-time.ts';
import {useSavePlan} from './use-save-plan.ts';

export interface ExplainResultProps {
  readonly run: ExplainRun;
  /** The run of the same statement that this one is compared with. */
  readonly before?: ExplainRun | undefined;
  /** Whether the node under the cursor is shown in full. */
  readonly isNodeOpen?: boolean;
  readonly onOpenNode?: () => void;
  readonly title: readonly Segment[];
  readonly width: number;
  readonly height: number;
}

/** The worst say what got slower; the column of changes has the others. */
const mostSlower = 3;

const pathOf = ({path}: AnnotatedNode) => path;
const labelOf = ({label}: AnnotatedNode) => label;

/** The tree of a plan with its times, and below it what they mean. */
export function ExplainResult({
  run,
  before,
  isNodeOpen = false,
  onOpenNode = () => {},
  title,
  width,
  height,
}: ExplainResultProps) {
  const theme = useTheme();
  const {plan, analyzed} = run;
  const changes = useMemo(() => (before ? comparePlans(plan, before.plan) : null), [plan, before]);
  const columns = useMemo(() => nodeColumns(theme, analyzed, changes), [theme, analyzed, changes]);
  const insights = useMemo(() => {
    const slower = changes === null ? [] : findSlower(plan, changes).slice(0, mostSlower).map(sayThatSlower);
    return [...slower, ...listInsights(plan)];
  }, [plan, changes]);
  // Beside the title and the detail: the insights have what they need, but leave the tree half the screen.
  const room = height - 2;
  const treeHeight = plan.nodes.length + 1;
  const mostLines = Math.max(Math.floor(room / 2), room - treeHeight);
  const insightLines = useMemo(
    () => layOutInsights(insights, theme, width, mostLines),
    [insights, theme, width, mostLines],
  );
  const tableHeight = Math.max(2, Math.min(treeHeight, room - insightLines.length));
  const list = useList({
    name: 'explain nodes',
    rows: plan.nodes,
    columns,
    rowKey: pathOf,
    textOf: labelOf,
    height: tableHeight,
  });
  const savePlan = useSavePlan();
  // After the list, whose own key would save the tree as a table.
  useKeys(nodeKeys, {
    save: () => savePlan(run),
    detail: {run: onOpenNode, disabled: list.selected ? undefined : 'no node is selected'},
  });
  if (isNodeOpen && list.selected)
    return (
      <NodeDetail
        node={list.selected}
        change={changes?.get(list.selected.path)}
        width={width}
        height={height}
      />
    );
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
        {...list.table}
        empty={<Empty what="   No node matches the filter." hint="/ changes it." width={width} />}
      />
      <Line segments={fitCell(list.selected ? detailOf(list.selected) : '', width)} />
      <InsightLines lines={insightLines} width={width} />
      <PlanPanels
        run={run}
        node={list.selected}
        change={list.selected && changes?.get(list.selected.path)}
        width={width}
        height={room - tableHeight - insightLines.length}
      />
    </Box>
  );
}

function sayThatSlower({type, relation, changeMs}: ReturnType<typeof findSlower>[number]): Insight {
  const subject = relation === null ? type : `${type} of ${relation}`;
  return {id: 'slower', severity: 'warning', text: `${subject} got slower: ${sayChangeMs(changeMs ?? 0)}.`};
}

/** All of the node under the cursor that its row may have cut off. */
function detailOf({label, raw}: AnnotatedNode): readonly Segment[] {
  const conditions = describeConditions(raw);
  return [
    {text: `   ${label.replaceAll('  ', ' ')}`, tone: 'accent'},
    {text: conditions === '' ? '' : ` · ${conditions}`, tone: 'muted'},
  ];
}
