import {formatCount, formatScore} from '../../ui/format.ts';
import {sparkline} from '../../ui/sparkline.ts';
import type {Column} from '../../ui/table.tsx';
import type {Theme} from '../../ui/theme.ts';
import {nameOf, shortId} from '../names.ts';
import type {Agent} from './agents.state.ts';
import {changeSegment} from './change.ts';

/** The columns of the list of agents; scores with as many decimals as tell them apart. */
export function agentColumns({glyphs}: Theme, digits: number): readonly Column<Agent>[] {
  return [
    {
      id: 'agent',
      title: 'AGENT',
      priority: 0,
      min: 14,
      max: 30,
      cell: nameOf,
      sortValue: nameOf,
    },
    {id: 'id', title: 'ID', priority: 4, min: 8, cell: ({id}) => [{text: shortId(id), tone: 'muted'}]},
    {
      id: 'challenges',
      title: 'CHALLENGES',
      align: 'right',
      priority: 5,
      min: 10,
      cell: ({row}) => formatCount(row.challenge_count),
      sortValue: ({row}) => row.challenge_count,
    },
    {
      id: 'submissions',
      title: 'SUBMISSIONS',
      align: 'right',
      priority: 3,
      min: 11,
      cell: ({row}) => formatCount(row.submission_count),
      sortValue: ({row}) => row.submission_count,
    },
    {
      id: 'weeks',
      title: '12 WEEKS',
      priority: 1,
      min: 12,
      isPicture: true,
      cell: ({row}) => [{text: sparkline(row.weekly_scores, {levels: glyphs.sparkline}), tone: 'accent'}],
    },
    {
      id: 'now',
      title: 'NOW',
      align: 'right',
      priority: 0,
      min: 6,
      max: 9,
      cell: ({now}) => formatScore(now, digits),
      sortValue: ({now}) => now,
    },
    {
      id: 'change',
      title: 'Δ WEEK',
      align: 'right',
      priority: 0,
      min: 8,
      cell: ({change}) => [changeSegment(change, digits)],
      sortValue: ({change}) => change,
    },
    {
      id: 'latest',
      title: 'LATEST WEEK',
      priority: 6,
      min: 11,
      cell: ({row}) => row.latest_week,
      sortValue: ({row}) => row.latest_week,
    },
    {
      id: 'weakest',
      title: 'WEAKEST LANE',
      priority: 0,
      min: 26,
      grow: true,
      cell: ({row}) => weakest(row, glyphs.dash),
      sortValue: ({row}) => row.weakest_lane_key,
    },
  ];
}

function weakest(row: Agent['row'], dash: string) {
  if (row.weakest_lane_key === null || row.weakest_challenge_id === null) return dash;
  const challenge = nameOf({id: row.weakest_challenge_id, label: row.weakest_challenge_label});
  return [{text: row.weakest_lane_key}, {text: ' in ', tone: 'muted'} as const, {text: challenge}];
}
