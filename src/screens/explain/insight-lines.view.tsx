import {Box} from 'ink';
import type {AnnotatedPlan, Insight, InsightSeverity} from '../../plan/annotated-plan.ts';
import {formatCount} from '../../ui/format.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell, type Segment} from '../../ui/segment.ts';
import {clean, wrapText} from '../../ui/text.ts';
import type {Theme, Tone} from '../../ui/theme.ts';

const order: readonly InsightSeverity[] = ['critical', 'warning', 'info', 'ok'];
const tones: Readonly<Record<InsightSeverity, Tone>> = {
  critical: 'critical',
  warning: 'warning',
  info: 'muted',
  ok: 'ok',
};

/** All that is worth knowing, worst first; what is good comes last. */
export function listInsights({nodes, insights}: AnnotatedPlan): readonly Insight[] {
  const all = [...nodes.flatMap(node => node.insights), ...insights];
  return order.flatMap(severity => all.filter(insight => insight.severity === severity));
}

export interface InsightLine {
  readonly key: string;
  readonly segments: readonly Segment[];
}

/**
 * As many insights as `height` lines hold; the last line says how many more there would be. Of a plan of thousands of
 * nodes only what is seen is laid out. What is good is one paragraph.
 */
export function layOutInsights(
  insights: readonly Insight[],
  {glyphs}: Theme,
  width: number,
  height: number,
): readonly InsightLine[] {
  const marks: Readonly<Record<InsightSeverity, string>> = {
    critical: glyphs.critical,
    warning: glyphs.warning,
    info: glyphs.mark,
    ok: glyphs.ok,
  };
  const paragraphs: Pick<Insight, 'severity' | 'text'>[] = insights.filter(({severity}) => severity !== 'ok');
  const good = insights.filter(({severity}) => severity === 'ok').map(({text}) => text);
  if (good.length > 0) paragraphs.push({severity: 'ok', text: good.join(` ${glyphs.ok} `)});
  const lines: InsightLine[] = [];
  for (const [at, {severity, text}] of paragraphs.entries()) {
    const wrapped = wrapText(clean(text), width - 4);
    const left = paragraphs.length - at;
    // Where more follow, a line has to stay for saying so.
    const isCut = lines.length + wrapped.length > height - (left > 1 ? 1 : 0);
    const shown = isCut ? wrapped.slice(0, Math.max(0, height - 1 - lines.length)) : wrapped;
    for (const [row, line] of shown.entries())
      lines.push({
        key: `${at}.${row}`,
        segments: fitCell(
          [{text: row === 0 ? ` ${marks[severity]} ` : '   ', tone: tones[severity]}, {text: line}],
          width,
        ),
      });
    if (!isCut) continue;
    const more = fitCell([{text: ` … ${formatCount(left)} more`, tone: 'muted'}], width);
    return [...lines, {key: 'more', segments: more}].slice(0, height);
  }
  return lines;
}

export function InsightLines({
  lines,
  width,
}: {
  readonly lines: readonly InsightLine[];
  readonly width: number;
}) {
  return (
    <Box flexDirection="column" width={width} flexShrink={0}>
      {lines.map(({key, segments}) => (
        <Line key={key} segments={segments} />
      ))}
    </Box>
  );
}
