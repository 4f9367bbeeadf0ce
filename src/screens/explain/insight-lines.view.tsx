import {Box} from 'ink';
import type {AnnotatedPlan, Insight, InsightSeverity} from '../../plan/annotated-plan.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell, type Segment} from '../../ui/segment.ts';
import {clean, wrapText} from '../../ui/text.ts';
import {type Theme, type Tone, useTheme} from '../../ui/theme.ts';

const order: readonly InsightSeverity[] = ['critical', 'warning', 'info', 'ok'];
const tones: Readonly<Record<InsightSeverity, Tone>> = {
  critical: 'critical',
  warning: 'warning',
  info: 'muted',
  ok: 'ok',
};

/** All that is worth knowing, worst first; what is good comes last, in one paragraph. */
export function listInsights({nodes, insights}: AnnotatedPlan): readonly Insight[] {
  const all = [...nodes.flatMap(node => node.insights), ...insights];
  return order.flatMap(severity => all.filter(insight => insight.severity === severity));
}

export interface InsightLinesProps {
  readonly insights: readonly Insight[];
  readonly width: number;
  /** Lines at most; the last one says how many more there would be. */
  readonly height: number;
}

export function InsightLines({insights, width, height}: InsightLinesProps) {
  const theme = useTheme();
  const lines = insightLines(insights, theme, width);
  const shown = lines.length <= height ? lines : lines.slice(0, Math.max(0, height - 1));
  const left = lines.length - shown.length;
  return (
    <Box flexDirection="column" width={width} flexShrink={0}>
      {shown.map(({key, segments}) => (
        <Line key={key} segments={segments} />
      ))}
      {left > 0 && height > 0 && (
        <Line segments={fitCell([{text: ` … ${left} more lines`, tone: 'muted'}], width)} />
      )}
    </Box>
  );
}

interface InsightLine {
  readonly key: string;
  readonly segments: readonly Segment[];
}

/** How many lines the insights would like to have. */
export function countInsightLines(insights: readonly Insight[], theme: Theme, width: number): number {
  return insightLines(insights, theme, width).length;
}

function insightLines(insights: readonly Insight[], {glyphs}: Theme, width: number): readonly InsightLine[] {
  const marks: Readonly<Record<InsightSeverity, string>> = {
    critical: glyphs.critical,
    warning: glyphs.warning,
    info: glyphs.mark,
    ok: glyphs.ok,
  };
  const good = insights.filter(({severity}) => severity === 'ok').map(({text}) => text);
  const paragraphs = insights
    .filter(({severity}) => severity !== 'ok')
    .map(({severity, text}) => ({severity, text}));
  if (good.length > 0) paragraphs.push({severity: 'ok', text: good.join(` ${glyphs.ok} `)});
  return paragraphs.flatMap(({severity, text}, at) =>
    wrapText(clean(text), width - 4).map((line, row) => ({
      key: `${at}.${row}`,
      segments: fitCell(
        [{text: row === 0 ? ` ${marks[severity]} ` : '   ', tone: tones[severity]}, {text: line}],
        width,
      ),
    })),
  );
}
