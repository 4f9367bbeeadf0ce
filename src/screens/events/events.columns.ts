import {COLUMN_GAP} from '../../ui/column-layout.ts';
import {formatTime} from '../../ui/format.ts';
import {type Column, TABLE_GUTTER} from '../../ui/table.tsx';
import type {DescribeEvent} from './describe-event.ts';
import type {TailLine} from './tail-lines.ts';

const timeWidth = 12;
const channelWidth = 17;

/** Time, channel, and what the payload tells in columns of its own. */
export function eventColumns(describe: DescribeEvent): readonly Column<TailLine>[] {
  return [
    timeColumn,
    {...channelColumn(describe), priority: 2, max: 24},
    {
      id: 'challenge',
      title: 'CHALLENGE',
      priority: 0,
      min: 10,
      max: 24,
      cell: ({event}) => describe(event).challenge,
    },
    {id: 'agent', title: 'AGENT', priority: 0, min: 8, max: 20, cell: ({event}) => describe(event).agent},
    {id: 'what', title: 'WHAT', priority: 0, min: 19, grow: true, cell: ({event}) => describe(event).what},
  ];
}

/** Time, channel, and all the words wrapped. */
export function wrappedColumns(describe: DescribeEvent): readonly Column<TailLine>[] {
  return [
    timeColumn,
    {...channelColumn(describe), priority: 0},
    {id: 'what', title: 'WHAT', priority: 0, min: 10, grow: true, cell: ({piece}) => piece ?? ''},
  ];
}

/** What the wrapped words have of a line of `width` columns. */
export function wrappedWidth(width: number): number {
  return Math.max(10, width - TABLE_GUTTER - timeWidth - channelWidth - 2 * COLUMN_GAP);
}

const timeColumn: Column<TailLine> = {
  id: 'time',
  title: 'TIME',
  priority: 0,
  min: timeWidth,
  cell: ({event, isFirst}) => (isFirst ? formatTime(event.at) : ''),
};

function channelColumn(describe: DescribeEvent): Column<TailLine> {
  return {
    id: 'channel',
    title: 'CHANNEL',
    priority: 0,
    min: channelWidth,
    cell: ({event, isFirst}) => (isFirst ? describe(event).channel : ''),
  };
}
