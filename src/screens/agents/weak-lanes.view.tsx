import {useMemo} from 'react';
import type {Live} from '../../app/live/live-store.ts';
import type {AgentWeaknessPatternsRow} from '../../queries/agent-weakness-patterns.ts';
import {formatCount, formatScore} from '../../ui/format.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import type {Segment} from '../../ui/segment.ts';
import {Empty} from '../../ui/states.tsx';
import {statusSegment} from '../../ui/status.ts';
import {type Column, Table} from '../../ui/table.tsx';
import {type Theme, useTheme} from '../../ui/theme.ts';
import {Answered} from '../answered.tsx';
import {digitsOver} from '../score-digits.ts';
import {changeSegment} from './change.ts';

type Lane = AgentWeaknessPatternsRow;

export interface WeakLanesProps {
  readonly lanes: Live<Lane>;
  /** The lanes that are not weak are among them. */
  readonly all: boolean;
  /** Goes on in the title: whose lanes, on which challenge. */
  readonly of: string;
  readonly width: number;
  readonly height: number;
}

/** In which lanes the agent is weak, against everybody's scores on the same challenge. */
export function WeakLanes({lanes, all, of, width, height}: WeakLanesProps) {
  const theme = useTheme();
  const innerWidth = width - PANEL_FRAME_WIDTH;
  const title = all ? 'All lanes, weakest first' : 'Weak lanes';
  const columns = useMemo(
    () => laneColumns(theme, lanes.status === 'ready' ? lanes.rows : []),
    [theme, lanes],
  );
  return (
    <Panel title={title + of} width={width} height={height}>
      <Answered live={lanes} what="the weak lanes" width={innerWidth}>
        <Table
          columns={columns}
          rows={lanes.status === 'ready' ? lanes.rows : []}
          rowKey={laneKey}
          width={innerWidth}
          height={height - PANEL_FRAME_HEIGHT}
          empty={<NoLanes all={all} width={innerWidth} />}
        />
      </Answered>
    </Panel>
  );
}

const laneKey = ({lane_key}: Lane) => lane_key;

function NoLanes({all, width}: {all: boolean; width: number}) {
  return all ? (
    <Empty what="   No lane has two attempts and five samples." width={width} />
  ) : (
    <Empty what="   No weak lane on this challenge; f shows all lanes." width={width} />
  );
}

function laneColumns(theme: Theme, lanes: readonly Lane[]): readonly Column<Lane>[] {
  const digits = digitsOver(Math.max(...lanes.map(({max_score}) => max_score), 0));
  const score = (
    id: string,
    title: string,
    priority: number,
    scoreOf: (lane: Lane) => number,
  ): Column<Lane> => ({
    id,
    title,
    align: 'right',
    priority,
    min: 5,
    max: 9,
    cell: lane => formatScore(scoreOf(lane), digits),
  });
  return [
    {id: 'lane', title: 'LANE', priority: 0, min: 9, max: 20, cell: laneKey},
    score('average', 'AVG', 0, lane => lane.avg_score),
    score('p25', 'P25', 3, lane => lane.challenge_p25),
    score('p50', 'P50', 2, lane => lane.challenge_p50),
    {id: 'category', title: 'CATEGORY', priority: 0, min: 21, cell: lane => [categorySegment(theme, lane)]},
    {
      id: 'trend',
      title: 'TREND',
      align: 'right',
      priority: 0,
      min: 9,
      max: 11,
      cell: ({score_trend_slope: slope}) => [changeSegment(slope, digits + 1, '/d')],
    },
    {
      id: 'attempts',
      title: 'TRIES',
      align: 'right',
      priority: 4,
      min: 6,
      cell: ({attempt_count}) => formatCount(attempt_count),
    },
  ];
}

const categories = {
  persistent_weakness: {tone: 'critical', words: 'persistent weakness'},
  below_median: {tone: 'warning', words: 'below median'},
  consistent_strength: {tone: 'ok', words: 'consistent strength'},
} as const;

function categorySegment(theme: Theme, {performance_category: category}: Lane): Segment {
  if (category === 'average') return {text: `${theme.glyphs.level} average`};
  const {tone, words} = categories[category];
  return statusSegment(theme, tone, words);
}
