import type {LaneDistributionsRow} from '../../queries/lane-distributions.ts';
import {boxPlot} from '../../ui/box-plot.ts';
import {layoutColumns} from '../../ui/column-layout.ts';
import {formatCount, formatScore} from '../../ui/format.ts';
import {formatAxis} from '../../ui/scale.ts';
import {type Column, TABLE_GUTTER} from '../../ui/table.tsx';
import type {Theme} from '../../ui/theme.ts';
import {digitsOver} from '../score-digits.ts';
import type {ScoreAxis} from './lanes.state.ts';

type Lane = LaneDistributionsRow;

const leastPlotWidth = 20;

/**
 * The columns of the lanes for a table of `width`: names, numbers, and over the rest of the line each lane's box on
 * one axis that stands in the header.
 */
export function laneColumns(
  theme: Theme,
  lanes: readonly Lane[],
  axis: ScoreAxis,
  width: number,
): readonly Column<Lane>[] {
  const numbers = numberColumns(width, digitsOver(axis.to - axis.from));
  const placed = layoutColumns(
    [...numbers, plotColumn(theme, axis, leastPlotWidth)],
    lanes,
    width - TABLE_GUTTER,
  );
  const plotWidth = placed.find(({column}) => column.id === 'plot')?.width ?? leastPlotWidth;
  return [...numbers, plotColumn(theme, axis, plotWidth)];
}

/** Percentiles that belong together leave together: a whisker's number with the other's, a box's likewise. */
function numberColumns(width: number, digits: number): readonly Column<Lane>[] {
  const whiskers = width >= 92;
  const boxes = width >= 72;
  const score = (id: string, title: string, scoreOf: (lane: Lane) => number): Column<Lane> => ({
    id,
    title,
    align: 'right',
    priority: 1,
    min: 5,
    max: 9,
    cell: lane => formatScore(scoreOf(lane), digits),
    sortValue: scoreOf,
  });
  return [
    {
      id: 'lane',
      title: 'LANE',
      priority: 0,
      min: 10,
      max: 28,
      cell: ({lane_key}) => lane_key,
      sortValue: ({lane_key}) => lane_key,
    },
    {
      id: 'samples',
      title: 'N',
      align: 'right',
      priority: 1,
      min: 5,
      max: 10,
      cell: ({sample_count}) => formatCount(sample_count),
      sortValue: ({sample_count}) => sample_count,
    },
    score('mean', 'MEAN', lane => lane.mean_score),
    ...(whiskers ? [score('p10', 'P10', lane => lane.p10)] : []),
    ...(boxes ? [score('p25', 'P25', lane => lane.p25)] : []),
    score('p50', 'P50', lane => lane.p50),
    ...(boxes ? [score('p75', 'P75', lane => lane.p75)] : []),
    ...(whiskers ? [score('p90', 'P90', lane => lane.p90)] : []),
  ];
}

function plotColumn({glyphs}: Theme, axis: ScoreAxis, width: number): Column<Lane> {
  return {
    id: 'plot',
    title: formatAxis({...axis, width}),
    priority: 0,
    min: leastPlotWidth,
    grow: true,
    isPicture: true,
    cell: (lane, width) => {
      const distribution = {...lane, min: lane.min_score, max: lane.max_score};
      return [{text: boxPlot(distribution, {...axis, width, glyphs: glyphs.boxPlot}), tone: 'accent'}];
    },
  };
}
