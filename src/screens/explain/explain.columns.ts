import type {AnnotatedNode} from '../../plan/annotated-plan.ts';
import type {NodeChange} from '../../plan/compare-plans.ts';
import {bar} from '../../ui/bar.ts';
import {formatCount, formatDuration, formatPercent, NO_VALUE} from '../../ui/format.ts';
import type {Column, Segment} from '../../ui/table.tsx';
import type {Theme, Tone} from '../../ui/theme.ts';
import {sayChangeMs} from './say-time.ts';

const barWidth = 10;

/** The columns of the tree. Without ANALYZE there are costs and expected rows instead of times and real ones. */
export function nodeColumns(
  theme: Theme,
  analyzed: boolean,
  changes: ReadonlyMap<string, NodeChange> | null = null,
): readonly Column<AnnotatedNode>[] {
  return [
    ...(analyzed ? measuredColumns(theme) : estimatedColumns()),
    ...(analyzed && changes ? [changeColumn(changes)] : []),
    nodeColumn(theme),
  ];
}

/** Against the run before: what got slower, node by node. */
function changeColumn(changes: ReadonlyMap<string, NodeChange>): Column<AnnotatedNode> {
  return {
    id: 'change',
    title: 'CHANGE',
    align: 'right',
    priority: 4,
    min: 9,
    max: 11,
    cell: ({path}) => {
      const {changeMs = null, beforeMs = null} = changes.get(path) ?? {};
      if (changeMs === null) return [{text: NO_VALUE, tone: 'muted'}];
      const isChance = Math.abs(changeMs) < Math.max(0.1, (beforeMs ?? 0) * 0.2);
      return [{text: sayChangeMs(changeMs), tone: isChance ? 'muted' : changeMs > 0 ? 'warning' : 'ok'}];
    },
    sortValue: ({path}) => changes.get(path)?.changeMs ?? null,
  };
}

function measuredColumns(theme: Theme): readonly Column<AnnotatedNode>[] {
  return [
    {
      id: 'self',
      title: 'SELF',
      align: 'right',
      priority: 0,
      min: 7,
      max: 9,
      cell: node => [{text: selfTime(node), tone: toneOfShare(node.share)}],
      sortValue: ({exclusiveMs}) => exclusiveMs,
    },
    {
      id: 'share',
      title: '%',
      align: 'right',
      priority: 1,
      min: 4,
      cell: ({share}) => [{text: formatPercent(share), tone: toneOfShare(share)}],
      sortValue: ({share}) => share,
    },
    {
      id: 'bar',
      title: 'TIME',
      priority: 5,
      min: barWidth,
      isPicture: true,
      cell: ({share}) => [
        {text: bar(share ?? 0, barWidth, {...theme.glyphs, barEmpty: ' '}), tone: toneOfShare(share)},
      ],
    },
    {
      id: 'rows',
      title: 'ROWS',
      align: 'right',
      priority: 2,
      min: 6,
      max: 11,
      cell: ({rows, loops}) => (loops === 0 ? 'never' : formatCount(allRows(rows, loops))),
      sortValue: ({rows, loops}) => allRows(rows, loops),
    },
    {
      id: 'estimate',
      title: 'EST ×',
      align: 'right',
      priority: 3,
      min: 7,
      max: 10,
      cell: node => [estimateSegment(node, theme)],
      sortValue: ({estimateFactor}) => estimateFactor,
    },
    {
      id: 'loops',
      title: 'LOOPS',
      align: 'right',
      priority: 6,
      min: 5,
      max: 9,
      cell: ({loops}) => formatCount(loops),
      sortValue: ({loops}) => loops,
    },
    {
      id: 'buffers',
      title: 'BUFFERS',
      priority: 4,
      min: 9,
      max: 24,
      cell: buffersCell,
      sortValue: ({buffers}) => (buffers === null ? null : buffers.hit + buffers.read),
    },
  ];
}

function estimatedColumns(): readonly Column<AnnotatedNode>[] {
  return [
    {
      id: 'cost',
      title: 'COST',
      align: 'right',
      priority: 1,
      min: 8,
      max: 14,
      cell: ({cost}) => formatCount(cost),
      sortValue: ({cost}) => cost,
    },
    {
      id: 'rows',
      title: 'EXPECTED',
      align: 'right',
      priority: 2,
      min: 8,
      max: 12,
      cell: ({planRows}) => formatCount(planRows),
      sortValue: ({planRows}) => planRows,
    },
  ];
}

/** Deep trees lean left, so that the words stay in sight. */
const deepest = 20;

function nodeColumn(theme: Theme): Column<AnnotatedNode> {
  return {
    id: 'node',
    title: 'NODE',
    priority: 0,
    min: 30,
    grow: true,
    cell: ({depth, label, loops, insights}) => {
      const worst =
        insights.find(({severity}) => severity === 'critical') ??
        insights.find(({severity}) => severity === 'warning');
      const mark: Segment[] = worst
        ? [{text: `${theme.glyphs.warning} `, tone: worst.severity === 'critical' ? 'critical' : 'warning'}]
        : [];
      return [
        {text: ' '.repeat(Math.min(depth, deepest))},
        ...mark,
        {text: label, ...(loops === 0 ? {tone: 'muted' as const} : {})},
      ];
    },
    sortValue: ({label}) => label,
  };
}

/** Quick plans need the second decimal. */
function selfTime({exclusiveMs, loops}: AnnotatedNode): string {
  if (loops === 0) return NO_VALUE;
  if (exclusiveMs !== null && exclusiveMs < 9.995) return `${exclusiveMs.toFixed(2)} ms`;
  return formatDuration(exclusiveMs);
}

function allRows(rows: number | null, loops: number | null): number | null {
  return rows === null ? null : rows * (loops ?? 1);
}

/** pev2's marks for the share of one node. */
function toneOfShare(share: number | null): Tone {
  if (share === null || share < 0.1) return 'plain';
  if (share < 0.4) return 'accent';
  return share < 0.9 ? 'warning' : 'critical';
}

/** `▲ ×12`: twelve times more rows came than expected. */
function estimateSegment(
  {estimateFactor, estimateDirection, isCutShort}: AnnotatedNode,
  {glyphs}: Theme,
): Segment {
  if (estimateFactor === null) return {text: NO_VALUE, tone: 'muted'};
  const factor = `×${estimateFactor < 10 ? estimateFactor.toFixed(1) : formatCount(estimateFactor)}`;
  if (estimateFactor < 10) return {text: factor};
  const direction = estimateDirection === 'under' ? glyphs.up : glyphs.down;
  if (isCutShort && estimateDirection === 'over') return {text: `${direction} ${factor}`, tone: 'muted'};
  return {
    text: `${direction} ${factor}`,
    tone: estimateFactor >= 1000 ? 'critical' : estimateFactor >= 100 ? 'warning' : 'accent',
  };
}

function buffersCell({buffers}: AnnotatedNode): readonly Segment[] {
  if (buffers === null) return [];
  const temp = buffers.tempRead + buffers.tempWritten;
  return [
    ...(buffers.hit > 0 ? [{text: `hit ${formatCount(buffers.hit)} `}] : []),
    ...(buffers.read > 0 ? [{text: `read ${formatCount(buffers.read)} `, tone: 'accent' as const}] : []),
    ...(temp > 0 ? [{text: `temp ${formatCount(temp)}`, tone: 'warning' as const}] : []),
  ];
}
