import {useMemo} from 'react';
import {formatCount} from '../../ui/format.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {type Column, Table} from '../../ui/table.tsx';
import {type Theme, useTheme} from '../../ui/theme.ts';
import {nameOf, shortId} from '../names.ts';
import type {ShownChallenge} from './lanes.state.ts';

export interface ChallengesProps {
  readonly challenges: readonly ShownChallenge[];
  readonly shown: ShownChallenge | undefined;
  readonly width: number;
  readonly height: number;
}

/** Which challenges there are to go to, and how many samples each has. */
export function Challenges({challenges, shown, width, height}: ChallengesProps) {
  const theme = useTheme();
  const columns = useMemo(() => challengeColumns(theme), [theme]);
  return (
    <Panel title={`Challenges · ${formatCount(challenges.length)}`} width={width} height={height}>
      <Table
        columns={columns}
        rows={challenges}
        rowKey={challengeKey}
        width={width - PANEL_FRAME_WIDTH}
        height={height - PANEL_FRAME_HEIGHT}
        selectedKey={shown?.id ?? null}
      />
    </Panel>
  );
}

const challengeKey = ({id}: ShownChallenge) => id;

function challengeColumns({glyphs}: Theme): readonly Column<ShownChallenge>[] {
  return [
    {id: 'challenge', title: 'CHALLENGE', priority: 0, min: 14, max: 32, cell: nameOf},
    {id: 'id', title: 'ID', priority: 2, min: 8, cell: ({id}) => [{text: shortId(id), tone: 'muted'}]},
    {
      id: 'samples',
      title: 'SAMPLES',
      align: 'right',
      priority: 1,
      min: 7,
      max: 10,
      cell: ({row}) => formatCount(row.sample_count),
    },
    {
      id: 'lanes',
      title: 'LANES',
      align: 'right',
      priority: 3,
      min: 5,
      cell: ({row}) => formatCount(row.lane_count),
    },
    {
      id: 'hidden',
      title: 'HIDDEN',
      align: 'right',
      priority: 4,
      min: 6,
      cell: ({row}) => (row.hidden_lane_count === 0 ? glyphs.dash : formatCount(row.hidden_lane_count)),
    },
  ];
}
