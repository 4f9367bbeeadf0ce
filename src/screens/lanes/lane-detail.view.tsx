import type {LaneDistributionsRow} from '../../queries/lane-distributions.ts';
import {type Detail, Details} from '../../ui/details.tsx';
import {ago, formatCount, formatScore, NO_VALUE} from '../../ui/format.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';

export interface LaneDetailProps {
  readonly lane: LaneDistributionsRow;
  /** Decimals of a score. */
  readonly digits: number;
  /** Null where the server's clock is not known yet. */
  readonly serverNow: Date | null;
  readonly width: number;
  readonly height: number;
}

/** The distribution of one lane in words, for whoever does not read box plots every day. */
export function LaneDetail({lane, digits, serverNow, width, height}: LaneDetailProps) {
  return (
    <Panel title={lane.lane_key} width={width} height={height}>
      <Details
        items={describeLane(lane, digits, serverNow)}
        width={width - PANEL_FRAME_WIDTH}
        height={height - PANEL_FRAME_HEIGHT}
      />
    </Panel>
  );
}

function describeLane(lane: LaneDistributionsRow, digits: number, serverNow: Date | null): Detail[] {
  const score = (value: number) => formatScore(value, digits);
  const deviation = lane.stddev_score === null ? '' : `, give or take ${score(lane.stddev_score)}`;
  return [
    {label: 'average', value: `${score(lane.mean_score)}${deviation}`},
    {label: 'middle half', value: `${score(lane.p25)} to ${score(lane.p75)}, median ${score(lane.p50)}`},
    {label: 'tails', value: `10% below ${score(lane.p10)}, above ${score(lane.p90)}`},
    {label: 'extremes', value: `${score(lane.min_score)} and ${score(lane.max_score)}`},
    {label: 'samples', value: `${formatCount(lane.sample_count)}, the latest ${latest(lane, serverNow)}`},
  ];
}

function latest({last_submission_at: at}: LaneDistributionsRow, serverNow: Date | null): string {
  if (at === null || Number.isNaN(at.getTime())) return NO_VALUE;
  if (serverNow === null) return `at ${at.toISOString().slice(0, 16).replace('T', ' ')}Z`;
  return ago(Math.max(0, serverNow.getTime() - at.getTime()));
}
