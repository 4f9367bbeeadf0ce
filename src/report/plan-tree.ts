import type {AnnotatedNode, AnnotatedPlan, Insight, InsightSeverity} from '../plan/annotated-plan.ts';
import {formatCount, formatPercent, NO_VALUE} from '../ui/format.ts';
import {clean, fit, truncate, wrapText} from '../ui/text.ts';

interface Column {
  readonly title: string;
  readonly width: number;
  readonly text: (node: AnnotatedNode) => string;
}

const measured: readonly Column[] = [
  {title: 'SELF', width: 10, text: ({exclusiveMs, loops}) => (loops === 0 ? NO_VALUE : sayMs(exclusiveMs))},
  {title: '%', width: 4, text: ({share}) => formatPercent(share)},
  {title: 'ROWS', width: 11, text: ({rows, loops}) => (loops === 0 ? 'never' : sayRows(rows, loops))},
  {title: 'EST ×', width: 8, text: ({estimateFactor}) => sayFactor(estimateFactor)},
];
const planned: readonly Column[] = [
  {title: 'COST', width: 14, text: ({cost}) => formatCount(cost)},
  {title: 'EXPECTED', width: 11, text: ({planRows}) => formatCount(planRows)},
];
/** The order of insights, and their marks. */
const marks: Readonly<Record<InsightSeverity, string>> = {critical: '✗', warning: '!', info: '·', ok: '✓'};
const severities = ['critical', 'warning', 'info', 'ok'] as const satisfies readonly InsightSeverity[];
/** Deep trees lean left, so that the words stay in sight. */
const deepest = 40;

/** A plan for people: times, a line for each node, and what it means. Names cannot act on the terminal. */
export function formatPlanTree(plan: AnnotatedPlan, width: number): string {
  const isMeasured = plan.nodes.some(({loops}) => loops !== null);
  const columns = isMeasured ? measured : planned;
  const head = columns.map(({title, width: room}) => fit(title, room, 'right')).join(' ');
  const lines = plan.nodes.map(node => {
    const figures = columns.map(({text, width: room}) => fit(text(node), room, 'right')).join(' ');
    return truncate(`${figures}  ${' '.repeat(Math.min(node.depth, deepest))}${clean(node.label)}`, width);
  });
  const insights = [...plan.nodes.flatMap(node => node.insights), ...plan.insights];
  const remarks = severities.flatMap(severity =>
    insights
      .filter(insight => insight.severity === severity)
      .flatMap(insight => insightLines(insight, width)),
  );
  return [summarise(plan, isMeasured), `${head}  NODE`, ...lines, ...remarks, ''].join('\n');
}

function summarise({planningMs, executionMs}: AnnotatedPlan, isMeasured: boolean): string {
  const parts = [
    ...(isMeasured ? [] : ['planned, not run']),
    ...(executionMs === null ? [] : [`${sayMs(executionMs)} run`]),
    ...(planningMs === null ? [] : [`${sayMs(planningMs)} plan`]),
  ];
  return parts.join(' · ') || 'no times in this plan';
}

function insightLines({severity, text}: Insight, width: number): string[] {
  return wrapText(clean(text), Math.max(20, width - 2)).map((line, at) =>
    at === 0 ? `${marks[severity]} ${line}` : `  ${line}`,
  );
}

function sayMs(ms: number | null): string {
  if (ms === null) return NO_VALUE;
  return ms < 9.995 ? `${ms.toFixed(2)} ms` : `${formatCount(Math.round(ms))} ms`;
}

function sayRows(rows: number | null, loops: number | null): string {
  return formatCount(rows === null ? null : rows * (loops ?? 1));
}

function sayFactor(factor: number | null): string {
  if (factor === null) return NO_VALUE;
  return `×${factor < 10 ? factor.toFixed(1) : formatCount(factor)}`;
}
