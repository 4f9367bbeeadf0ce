import type {AnnotatedNode} from '../../plan/annotated-plan.ts';
import type {NodeChange} from '../../plan/compare-plans.ts';
import {type Detail, Details} from '../../ui/details.tsx';
import {formatCount, formatPercent} from '../../ui/format.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {sayChangeMs, sayMs} from './say-time.ts';

export interface NodeDetailProps {
  readonly node: AnnotatedNode;
  readonly change: NodeChange | undefined;
  /** Of the frame: the keys go there where it has the whole screen. */
  readonly tone?: 'accent' | 'muted';
  readonly width: number;
  readonly height: number;
}

/** Everything the server said of one node, what is worth knowing first. */
export function NodeDetail({node, change, tone = 'accent', width, height}: NodeDetailProps) {
  return (
    <Panel title={`${node.path} · ${node.label}`} width={width} height={height} tone={tone}>
      <Details
        items={[...describe(node, change), ...describeRaw(node)]}
        width={width - PANEL_FRAME_WIDTH}
        height={height - PANEL_FRAME_HEIGHT}
      />
    </Panel>
  );
}

function describe(node: AnnotatedNode, change: NodeChange | undefined): Detail[] {
  const {exclusiveMs, totalMs, share, rows, planRows, loops, insights} = node;
  const remarks = insights.map(
    ({text, severity}): Detail => ({
      label: severity,
      value: text,
      wrap: true,
      ...(severity === 'critical' || severity === 'warning' ? {tone: severity} : {}),
    }),
  );
  if (loops === null) return remarks;
  const compared =
    change === undefined || change.changeMs === null ? '' : `, ${sayChangeMs(change.changeMs)} than before`;
  return [
    ...remarks,
    {
      label: 'time',
      value:
        loops === 0
          ? 'never executed'
          : `${sayMs(exclusiveMs)} of its own (${formatPercent(share)})${compared}, ${sayMs(totalMs)} with what is below`,
      wrap: true,
    },
    {
      label: 'rows',
      value: `${formatCount(rows)} a loop, ${formatCount(planRows)} expected, ${loops === 1 ? '1 loop' : `${formatCount(loops)} loops`}`,
    },
  ];
}

function describeRaw({raw}: AnnotatedNode): Detail[] {
  return Object.entries(raw)
    .filter(([key, value]) => key !== 'Plans' && value !== undefined && value !== 0 && value !== false)
    .map(([key, value]) => ({
      label: key,
      value: sayValue(value),
      wrap: true,
    }));
}

function sayValue(value: unknown): string {
  if (typeof value === 'string') return value;
  const isList = Array.isArray(value) && value.every(item => typeof item === 'string');
  return isList ? value.join(', ') : JSON.stringify(value);
}
