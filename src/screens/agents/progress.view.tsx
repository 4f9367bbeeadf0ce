import type {Live} from '../../app/live/live-store.ts';
import type {AgentProgressRow} from '../../queries/agent-progress.ts';
import {formatCount, formatScore} from '../../ui/format.ts';
import {Line} from '../../ui/line.tsx';
import {lineChart} from '../../ui/line-chart.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {fitCell, type Segment, widthOfCell} from '../../ui/segment.ts';
import {Empty} from '../../ui/states.tsx';
import {type Theme, useTheme} from '../../ui/theme.ts';
import {Answered} from '../answered.tsx';
import {digitsOver} from '../score-digits.ts';
import {changeSegment} from './change.ts';
import {type CalendarWeeks, fillWeeks, type ProgressSummary, summarise} from './progress.state.ts';

export interface ProgressProps {
  readonly title: string;
  readonly progress: Live<AgentProgressRow>;
  readonly width: number;
  readonly height: number;
}

/** Is the agent getting better on one challenge: a line over its latest weeks, with gaps where it paused. */
export function Progress({title, progress, width, height}: ProgressProps) {
  const theme = useTheme();
  const innerWidth = width - PANEL_FRAME_WIDTH;
  const rows = progress.status === 'ready' ? progress.rows : [];
  const weeks = fillWeeks(rows);
  const summary = summarise(rows);
  const digits = digitsOver((summary.best ?? 0) - Math.min(0, summary.worst ?? 0));
  return (
    <Panel title={title} width={width} height={height}>
      <Answered live={progress} what="the weeks" width={innerWidth}>
        {weeks === null ? (
          <Empty what="No scored submission yet." width={innerWidth} />
        ) : (
          <>
            <Line segments={summaryLine(summary, digits, innerWidth)} />
            {chartLines(weeks, theme, digits, innerWidth, height - PANEL_FRAME_HEIGHT - 1).map(
              (line, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line of the chart is its place.
                <Line key={row} segments={fitCell([line], innerWidth)} />
              ),
            )}
          </>
        )}
      </Answered>
    </Panel>
  );
}

/** As many of the numbers as fit, whole. */
function summaryLine(summary: ProgressSummary, digits: number, width: number): readonly Segment[] {
  const {now, change, best, worst, submissions} = summary;
  const groups: readonly (readonly Segment[])[] = [
    [{text: 'now ', tone: 'muted'}, {text: `${formatScore(now, digits)} `}, changeSegment(change, digits)],
    [{text: '  best ', tone: 'muted'}, {text: formatScore(best, digits)}],
    [{text: '  worst ', tone: 'muted'}, {text: formatScore(worst, digits)}],
    [{text: `  ${formatCount(submissions)} submissions`, tone: 'muted'}],
  ];
  const line: Segment[] = [];
  for (const group of groups) {
    if (line.length > 0 && widthOfCell([...line, ...group]) > width) break;
    line.push(...group);
  }
  return fitCell(line, width);
}

/** The line, and below it the first and the last week. */
function chartLines(
  {scores, first, last}: CalendarWeeks,
  {glyphs}: Theme,
  digits: number,
  width: number,
  height: number,
): Segment[] {
  const lines = lineChart(scores, {
    width,
    height: height - 1,
    glyphs: glyphs.chart,
    format: value => formatScore(value, digits),
  });
  const [top] = lines;
  if (top === undefined) return [{text: 'No week has a score.', tone: 'muted'}];
  const axis = Math.max(0, ...glyphs.chart.slice(0, 2).map(glyph => top.indexOf(glyph)));
  const start = ' '.repeat(axis + 1);
  const between = width - start.length - first.length - last.length;
  const weeks = first === last || between < 1 ? last : first + ' '.repeat(between) + last;
  return [...lines.map(text => ({text, tone: 'accent'}) as const), {text: start + weeks, tone: 'muted'}];
}
