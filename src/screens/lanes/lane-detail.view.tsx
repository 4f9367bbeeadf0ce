import type {LaneDistributionsRow} from '../../queries/lane-distributions.ts';
import {boxPlot} from '../../ui/box-plot.ts';
import {type Detail, Details} from '../../ui/details.tsx';
import {ago, formatCount, formatScore, NO_VALUE} from '../../ui/format.ts';
import type {BoxPlotGlyphs} from '../../ui/glyphs.ts';
import {Line} from '../../ui/line.tsx';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {formatAxis, type Scale} from '../../ui/scale.ts';
import {type Segment, textOf} from '../../ui/segment.ts';
import {useTheme} from '../../ui/theme.ts';
import {digitsOver} from '../score-digits.ts';
import type {ScoreAxis} from './lanes.state.ts';

export interface LaneDetailProps {
  readonly lane: LaneDistributionsRow;
  readonly axis: ScoreAxis;
  /** Null where the server's clock is not known yet. */
  readonly serverNow: Date | null;
  /** Draws its box, too: where the panel has the whole screen, the table with the boxes is out of sight. */
  readonly plots?: boolean;
  readonly width: number;
  readonly height: number;
}

/** The distribution of one lane in words, for whoever does not read box plots every day. */
export function LaneDetail({lane, axis, serverNow, plots = false, width, height}: LaneDetailProps) {
  const {glyphs} = useTheme();
  const digits = digitsOver(axis.to - axis.from);
  const inner = width - PANEL_FRAME_WIDTH;
  return (
    <Panel title={lane.lane_key} width={width} height={height} tone={plots ? 'accent' : 'muted'}>
      <Details
        items={describeLane(lane, digits, serverNow)}
        width={inner}
        height={height - PANEL_FRAME_HEIGHT}
      />
      {plots &&
        plotLines(lane, {...axis, width: inner, glyphs: glyphs.boxPlot}).map(segments => (
          <Line key={textOf(segments)} segments={segments} />
        ))}
    </Panel>
  );
}

/** The box below its axis, as in the table, over the whole width. */
function plotLines(lane: LaneDistributionsRow, scale: Scale & {glyphs: BoxPlotGlyphs}): Segment[][] {
  const distribution = {...lane, min: lane.min_score, max: lane.max_score};
  return [
    [{text: ' '}],
    [{text: formatAxis(scale), tone: 'muted'}],
    [{text: boxPlot(distribution, scale), tone: 'accent'}],
  ];
}

function describeLane(lane: LaneDistributionsRow, digits: number, serverNow: Date | null): Detail[] {
  const score = (value: number) => formatScore(value, digits);
  const deviation = lane.stddev_score === null ? '' : `, give or take ${score(lane.stddev_score)}`;
  return [
    {label: 'average', value: `${score(lane.mean_score)}${deviation}`},
    {label: 'middle half', value: `${score(lane.p25)} to ${score(lane.p75)}, median ${score(lane.p50)}`},
    {label: 'tails', value: `10% below ${score(lane.p10)}, above ${score(lane.p90)}`},
    {label: 'extremes', value: `${score(lane.min_score)} and ${score(lane.max_score)}`},
    {
      label: 'samples',
      value: `${formatCount(lane.sample_count)}, the latest ${latestWords(lane, serverNow)}`,
    },
  ];
}

/** How long ago the latest submission was. */
export function latestWords({last_submission_at: at}: LaneDistributionsRow, serverNow: Date | null): string {
  if (at === null || Number.isNaN(at.getTime())) return NO_VALUE;
  if (serverNow === null) return `at ${at.toISOString().slice(0, 16).replace('T', ' ')}Z`;
  return ago(Math.max(0, serverNow.getTime() - at.getTime()));
}
