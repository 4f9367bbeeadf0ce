import {scoredChannel} from '../../app/events/tail-event.ts';
import {COLUMN_GAP} from '../../ui/column-layout.ts';
import {formatTime} from '../../ui/format.ts';
import {type Column, TABLE_GUTTER} from '../../ui/table.tsx';
import type {DescribeEvent} from './describe-event.ts';
import {eventOf, isFirst, type TailLine} from './tail-lines.ts';

const timeWidth = 12;
const channelWidth = 17;

/** What is heard there says by itself whose it is. */
const tellingChannels: ReadonlySet<string> = new Set([scoredChannel, 'analytics_alert']);

/** Time, channel, and what the payload tells in columns of its own. */
export function eventColumns(
  describe: DescribeEvent,
  channels: readonly string[],
): readonly Column<TailLine>[] {
  const isTelling = channels.every(channel => tellingChannels.has(channel));
  return [
    timeColumn,
    {...channelColumn(describe), priority: 2, max: 24},
    {
      id: 'challenge',
      title: 'CHALLENGE',
      priority: 0,
      min: 10,
      max: 24,
      cell: line => describe(eventOf(line)).challenge,
    },
    {id: 'agent', title: 'AGENT', priority: 0, min: 8, max: 20, cell: line => describe(eventOf(line)).agent},
    {
      id: 'what',
      title: 'WHAT',
      priority: 0,
      min: isTelling ? 34 : 19,
      grow: true,
      cell: line => describe(eventOf(line)).what,
    },
  ];
}

/** Time, channel, and all the words wrapped. */
export function wrappedColumns(describe: DescribeEvent): readonly Column<TailLine>[] {
  return [
    timeColumn,
    {...channelColumn(describe), priority: 0},
    {
      id: 'what',
      title: 'WHAT',
      priority: 0,
      min: 10,
      grow: true,
      cell: line => (line.kind === 'piece' ? line.text : ''),
    },
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
  cell: line => (isFirst(line) ? formatTime(eventOf(line).at) : ''),
};

function channelColumn(describe: DescribeEvent): Column<TailLine> {
  return {
    id: 'channel',
    title: 'CHANNEL',
    priority: 0,
    min: channelWidth,
    cell: line => (isFirst(line) ? describe(eventOf(line)).channel : ''),
  };
}
