import {Box} from 'ink';
import type {List} from '../../app/lists/use-list.ts';
import type {Live} from '../../app/live/live-store.ts';
import type {LaneDistributionsRow} from '../../queries/lane-distributions.ts';
import type {TimeToFirstWinRow} from '../../queries/time-to-first-win.ts';
import {formatCount} from '../../ui/format.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell, type Segment} from '../../ui/segment.ts';
import {Empty} from '../../ui/states.tsx';
import {type Column, Table} from '../../ui/table.tsx';
import {Answered} from '../answered.tsx';
import {nameOf, shortId} from '../names.ts';
import {Challenges} from './challenges.view.tsx';
import {LaneDetail} from './lane-detail.view.tsx';
import {countLanes, layoutLanes, type ScoreAxis, type ShownChallenge} from './lanes.state.ts';

export interface LanesViewProps {
  readonly challenges: readonly ShownChallenge[];
  /** The challenge whose lanes are shown; undefined where there is none. */
  readonly shown: ShownChallenge | undefined;
  /** What was asked for and is not there, in the person's own words. */
  readonly notFound: string | null;
  readonly lanes: Live<LaneDistributionsRow>;
  readonly list: List<LaneDistributionsRow>;
  readonly columns: readonly Column<LaneDistributionsRow>[];
  readonly axis: ScoreAxis;
  readonly wins: Live<TimeToFirstWinRow>;
  /** How old the data is, in words. */
  readonly age: readonly Segment[];
  readonly serverNow: Date | null;
  readonly stale: string | null;
  /** The lane under the cursor has the whole screen. */
  readonly isZoomed: boolean;
  readonly width: number;
  readonly height: number;
}

export const laneKey = ({lane_key}: LaneDistributionsRow) => lane_key;

export function LanesView(props: LanesViewProps) {
  const {challenges, shown, lanes, list, columns, axis, wins, serverNow, isZoomed, width, height} = props;
  if (!shown) return <NoChallenges width={width} />;
  const lane = list.selected;
  if (isZoomed && lane)
    return (
      <Box flexDirection="column" width={width} height={height}>
        <Line segments={fitCell(title(props, shown), width)} />
        <LaneDetail lane={lane} axis={axis} serverNow={serverNow} plots width={width} height={height - 1} />
      </Box>
    );
  const laneCount = countLanes(lanes, shown);
  const layout = layoutLanes({laneCount, challengeCount: challenges.length}, {width, height});
  const {tableHeight, detailHeight, detailWidth, challengesHeight, challengesWidth, sideBySide} = layout;
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Line segments={fitCell(title(props, shown), width)} />
      <Box flexDirection="column" height={tableHeight} overflow="hidden">
        <Answered live={lanes} what="the lanes of this challenge" width={width}>
          <Table
            columns={columns}
            rows={list.rows}
            rowKey={laneKey}
            width={width}
            height={tableHeight}
            {...list.table}
            empty={<NoLanes filtered={laneCount > 0} width={width} />}
          />
        </Answered>
      </Box>
      <Line segments={fitCell(firstWin(wins), width)} />
      <Box flexDirection={sideBySide ? 'row' : 'column'}>
        <Box width={detailWidth} height={detailHeight} flexShrink={0}>
          {detailHeight > 0 && lane && (
            <LaneDetail
              lane={lane}
              axis={axis}
              serverNow={serverNow}
              width={detailWidth}
              height={detailHeight}
            />
          )}
        </Box>
        {challengesHeight > 0 && (
          <Challenges
            challenges={challenges}
            shown={shown}
            width={challengesWidth}
            height={challengesHeight}
          />
        )}
      </Box>
    </Box>
  );
}

function title({challenges, age, notFound, list, stale}: LanesViewProps, shown: ShownChallenge): Segment[] {
  const hidden = shown.row.hidden_lane_count;
  const {filter} = list.state;
  const place = ` (${shown.index + 1} of ${formatCount(challenges.length)})`;
  return [
    {text: ' Lanes', tone: 'title'},
    ...(notFound === null ? [] : [{text: ` · no challenge fits ${notFound}`, tone: 'warning'} as const]),
    {text: ' · ', tone: 'muted'},
    {text: nameOf(shown), tone: 'title'},
    {text: (shown.label === null ? '' : ` ${shortId(shown.id)}`) + place, tone: 'muted'},
    ...(filter === '' ? [] : [{text: `   filter ${filter}`, tone: 'accent'} as const]),
    ...(list.filterProblem === null ? [] : [{text: `   ${list.filterProblem}`, tone: 'warning'} as const]),
    ...(age.length === 0 ? [] : [{text: ' · ', tone: 'muted'} as const, ...age]),
    ...(stale === null ? [] : [{text: `   ${stale}`, tone: 'warning'} as const]),
    ...(hidden === 0
      ? []
      : [{text: `   hidden: ${laneWords(hidden)} under 5 samples`, tone: 'muted'} as const]),
  ];
}

function laneWords(count: number): string {
  return count === 1 ? '1 lane' : `${formatCount(count)} lanes`;
}

function firstWin(wins: Live<TimeToFirstWinRow>): Segment[] {
  return [{text: ' first win  ', tone: 'muted'}, {text: firstWinWords(wins)}];
}

function firstWinWords(wins: Live<TimeToFirstWinRow>): string {
  if (wins.status === 'loading') return '…';
  if (wins.status === 'failed') return `cannot be read: ${wins.problem.why}`;
  const [win] = wins.rows;
  if (!win) return 'fewer than 5 agents have won here';
  const {agents_with_win: agents, avg_days_to_first_win: days} = win;
  return `${formatCount(agents)} agents won here, after ${days.toFixed(1)} days on average`;
}

function NoChallenges({width}: {width: number}) {
  return (
    <Empty
      what=" No challenge has scores yet."
      hint="They come with the first scored submission; r refreshes the view."
      width={width}
    />
  );
}

function NoLanes({filtered, width}: {filtered: boolean; width: number}) {
  return filtered ? (
    <Empty what="   No lane matches the filter; / changes it." width={width} />
  ) : (
    <Empty what="   No lane of this challenge has 5 samples yet." width={width} />
  );
}
