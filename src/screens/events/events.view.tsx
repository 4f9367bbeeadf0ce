import {Box} from 'ink';
import type {TailEvent} from '../../app/events/tail-event.ts';
import type {List} from '../../app/lists/use-list.ts';
import {Details} from '../../ui/details.tsx';
import {Line} from '../../ui/line.tsx';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {Empty, Loading} from '../../ui/states.tsx';
import {type Column, Table} from '../../ui/table.tsx';
import {useTheme} from '../../ui/theme.ts';
import {type EventsSummary, summaryHeight, summaryLines} from './events-summary.ts';
import {gapLine, type Missed, markLine} from './rule-line.ts';
import {eventOf, type TailLine} from './tail-lines.ts';

export interface EventsViewProps {
  readonly list: List<TailLine>;
  readonly columns: readonly Column<TailLine>[];
  readonly summary: EventsSummary;
  readonly missed: Missed;
  /** What is shown below the tail; null where the tail has all the room. */
  readonly peek: {readonly title: string; readonly text: string} | null;
  readonly width: number;
  readonly height: number;
}

export const lineKey = ({key}: TailLine) => key;

/** The lines of the table: what the summary and the peek leave. */
export function tailHeight(height: number, width: number, isPeeking: boolean): number {
  return height - summaryHeight(width) - (isPeeking ? peekHeight(height) : 0);
}

function peekHeight(height: number): number {
  return Math.max(6, Math.floor(height / 2));
}

/** A live tail that admits its gaps. */
export function EventsView(props: EventsViewProps) {
  const {list, columns, summary, missed, peek, width, height} = props;
  const theme = useTheme();
  return (
    <Box flexDirection="column" width={width} height={height}>
      {summaryLines(summary, theme, width).map((segments, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of the summary is its place.
        <Line key={index} segments={segments} />
      ))}
      <Table
        columns={columns}
        rows={list.rows}
        rowKey={lineKey}
        width={width}
        height={tailHeight(height, width, peek !== null)}
        {...list.table}
        wholeLine={(line, room) => {
          const event = eventOf(line);
          if (event.kind === 'gap') return gapLine(event, missed, theme, room);
          return event.kind === 'mark' ? markLine(event, theme, room) : null;
        }}
        rowTone={line => (isHearsay(eventOf(line)) ? 'warning' : undefined)}
        empty={<NoEvents {...props} />}
      />
      {peek && (
        <Panel title={peek.title} width={width} height={peekHeight(height)}>
          <Details
            items={[{label: '', value: peek.text, wrap: true}]}
            width={width - PANEL_FRAME_WIDTH}
            height={peekHeight(height) - PANEL_FRAME_HEIGHT}
          />
        </Panel>
      )}
    </Box>
  );
}

function isHearsay(event: TailEvent): boolean {
  return event.kind === 'scored' && event.row === 'absent';
}

function NoEvents({summary: {filter, totals, channels, listener, isLoading}, width}: EventsViewProps) {
  if (totals.kept > 0 && filter !== '')
    return <Empty what="   No event matches the filter." hint="/ changes it." width={width} />;
  if (listener.link === 'lost' || listener.link === 'deaf')
    return (
      <Empty
        what="   Nothing can be heard."
        hint={listener.problem?.remedy ?? 'It is tried again by itself.'}
        width={width}
      />
    );
  if (isLoading) return <Loading what="the outbox" width={width} />;
  return <Empty what="   Nothing came yet." hint={`Listening on ${channels.join(', ')}.`} width={width} />;
}
