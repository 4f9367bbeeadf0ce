import {Box} from 'ink';
import type {EventTotals} from '../../app/event-store.ts';
import type {List} from '../../app/use-list.ts';
import type {ListenState} from '../../db/listen-state.ts';
import {Details} from '../../ui/details.tsx';
import {ago, formatCount, formatDuration, formatTime, until} from '../../ui/format.ts';
import {Line} from '../../ui/line.tsx';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {fitCell, type Segment, widthOfCell} from '../../ui/segment.ts';
import {sparkline} from '../../ui/sparkline.ts';
import {Empty} from '../../ui/states.tsx';
import {type Column, Table} from '../../ui/table.tsx';
import {cleanBlock} from '../../ui/text.ts';
import {type Theme, useTheme} from '../../ui/theme.ts';
import {type EventRow, payloadLines} from './events.state.ts';

export interface EventsViewProps {
  readonly list: List<EventRow>;
  readonly channels: readonly string[];
  readonly listener: ListenState;
  readonly totals: EventTotals;
  /** Events that came since the tail was frozen; null while it runs. */
  readonly held: number | null;
  readonly showsPayload: boolean;
  readonly now: Date;
  readonly width: number;
  readonly height: number;
}

export const eventKey = ({key}: EventRow) => key;

export const eventColumns: readonly Column<EventRow>[] = [
  {
    id: 'time',
    title: 'TIME',
    priority: 0,
    min: 12,
    cell: ({event}) => formatTime(event.kind === 'gap' ? event.from : event.at),
  },
  {id: 'channel', title: 'CHANNEL', priority: 2, min: 17, max: 24, cell: ({channel}) => channel},
  {id: 'challenge', title: 'CHALLENGE', priority: 0, min: 10, max: 24, cell: ({challenge}) => challenge},
  {id: 'agent', title: 'AGENT', priority: 0, min: 8, max: 20, cell: ({agent}) => agent},
  {id: 'what', title: 'WHAT', priority: 0, min: 20, grow: true, cell: ({what}) => what},
];

const rateLabel = 'rate/s ';
const leastRateSeconds = 5;

/** A live tail that admits its gaps. */
export function EventsView(props: EventsViewProps) {
  const {list, showsPayload, width, height} = props;
  const theme = useTheme();
  const payload = showsPayload ? list.selected : undefined;
  const payloadHeight = payload ? Math.max(6, Math.floor(height / 2)) : 0;
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Line segments={summary(props, theme)} />
      <Table
        columns={eventColumns}
        rows={list.rows}
        rowKey={eventKey}
        width={width}
        height={height - 1 - payloadHeight}
        selectedKey={list.state.selectedKey}
        top={list.state.top}
        rowTone={({event}) => (event.kind === 'gap' ? 'warning' : undefined)}
        empty={<NoEvents {...props} />}
      />
      {payload && (
        <Panel
          title={`${payload.channel} · ${formatTime(payload.event.kind === 'gap' ? payload.event.from : payload.event.at)}`}
          width={width}
          height={payloadHeight}
        >
          <Details
            items={cleanBlock(payloadLines(payload.event))
              .split('\n')
              .map(line => ({label: '', value: line, wrap: true}))}
            width={width - PANEL_FRAME_WIDTH}
            height={payloadHeight - PANEL_FRAME_HEIGHT}
          />
        </Panel>
      )}
    </Box>
  );
}

function summary(
  {channels, listener, totals, held, list, now, width}: EventsViewProps,
  theme: Theme,
): readonly Segment[] {
  const {filter} = list.state;
  const left: Segment[] = [
    {text: ' Events', tone: 'title'},
    {text: ` · ${channels.length} channels `, tone: 'muted'},
    linkSegment(listener, now, theme),
    ...(held === null
      ? []
      : [{text: `  ${theme.glyphs.paused} held, ${formatCount(held)} new`, tone: 'paused'} as const]),
    ...(filter === '' ? [] : [{text: `  filter ${filter}`, tone: 'accent'} as const]),
  ];
  const counts = `  ${formatCount(totals.kept)} kept · ${formatCount(totals.dropped)} dropped`;
  const room = width - widthOfCell(left) - widthOfCell(counts) - rateLabel.length - 2;
  // The rate is drawn over as many of the last seconds as there is room for.
  const seconds = totals.perSecond.slice(-Math.max(0, room));
  if (room < leastRateSeconds) return fitCell(left, width);
  const rate = sparkline(seconds, {levels: theme.glyphs.sparkline, min: 0});
  const right: Segment[] = [
    {text: rateLabel, tone: 'muted'},
    {text: rate, tone: 'accent'},
    {text: counts, tone: totals.dropped > 0 ? 'warning' : 'muted'},
  ];
  return [...fitCell(left, width - widthOfCell(right) - 1), {text: ' '}, ...right];
}

function linkSegment(
  {link, heardAt, roundTripMs, gaps, problem, retryAt}: ListenState,
  now: Date,
  {glyphs}: Theme,
): Segment {
  if (link === 'live') {
    const heard = heardAt ? ago(Math.max(0, now.getTime() - heardAt.getTime())) : '';
    return {
      text: `${glyphs.live} heard ${heard} · rtt ${formatDuration(roundTripMs)} · gaps ${gaps}`,
      tone: gaps > 0 ? 'warning' : 'ok',
    };
  }
  if (link === 'connecting') return {text: `${glyphs.waiting} connecting`, tone: 'unknown'};
  const word = link === 'deaf' ? 'deaf' : 'lost';
  const again = retryAt ? `, retry ${until(Math.max(0, retryAt.getTime() - now.getTime()))}` : '';
  return {text: `${glyphs.critical} ${word}: ${problem?.why ?? 'link lost'}${again}`, tone: 'critical'};
}

function NoEvents({list, channels, totals, width}: EventsViewProps) {
  if (totals.kept > 0 && list.state.filter !== '')
    return <Empty what="No event matches the filter." hint="/ changes it." width={width} />;
  return <Empty what="Nothing heard yet." hint={`Listening on ${channels.join(', ')}.`} width={width} />;
}
