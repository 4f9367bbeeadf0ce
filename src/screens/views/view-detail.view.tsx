import {Box} from 'ink';
import {useMemo} from 'react';
import {type Detail, Details} from '../../ui/details.tsx';
import {formatCount, formatDuration, formatMoment} from '../../ui/format.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {statusSegment} from '../../ui/status.ts';
import {type Column, Table} from '../../ui/table.tsx';
import {cleanBlock, wrapText} from '../../ui/text.ts';
import {type Theme, useTheme} from '../../ui/theme.ts';
import {describeView} from './view-details.ts';
import type {ShownView, ViewRun} from './views.state.ts';

export interface ViewDetailProps {
  readonly shown: ShownView;
  /** The definition, to stand below the rest where there is room; null where it is not known. */
  readonly definition: string | null;
  /** Of the server's clock. */
  readonly now: Date;
  readonly width: number;
  readonly height: number;
}

const leastRunLines = 3;

/** One view: why it is as it is, what it hangs on, and its recent refreshes. */
export function ViewDetail({shown, definition, now, width, height}: ViewDetailProps) {
  const theme = useTheme();
  const innerWidth = width - PANEL_FRAME_WIDTH;
  const room = height - PANEL_FRAME_HEIGHT;
  const columns = useMemo(() => runColumns(theme, now), [theme, now]);
  const forRuns = shown.runs.length === 0 ? 0 : leastRunLines;
  const forDetails = Math.max(2, room - forRuns);
  const items = describeView(shown, now, theme);
  const detailLines = Math.min(forDetails, Math.max(items.length, countLines(items, innerWidth)));
  const runLines =
    shown.runs.length === 0 ? 0 : Math.max(0, Math.min(shown.runs.length + 1, room - detailLines));
  const definitionLines = room - detailLines - runLines;
  return (
    <Panel
      title={`${shown.title} · ${shown.verdict.state}`}
      width={width}
      height={height}
      tone={shown.verdict.severity === 'critical' ? 'critical' : 'muted'}
    >
      <Box height={detailLines} flexShrink={0} overflow="hidden">
        <Details items={items} width={innerWidth} height={detailLines} />
      </Box>
      {runLines > 1 && (
        <Table columns={columns} rows={shown.runs} rowKey={runKey} width={innerWidth} height={runLines} />
      )}
      {definition !== null && definitionLines > 3 && (
        <Details
          items={[{label: 'definition', value: definition, wrap: true, tone: 'muted'}]}
          width={innerWidth}
          height={definitionLines}
        />
      )}
    </Panel>
  );
}

/** The lines that the details take when nothing is left out. */
function countLines(items: readonly Detail[], width: number): number {
  const labelWidth = Math.max(...items.map(({label}) => label.length)) + 2;
  const valueWidth = Math.max(1, width - labelWidth);
  return items.reduce(
    (sum, {value, wrap}) =>
      sum + (wrap && typeof value === 'string' ? wrapText(cleanBlock(value), valueWidth).length : 1),
    0,
  );
}

const runKey = ({id}: ViewRun) => String(id);

const tones: Readonly<Record<string, 'ok' | 'critical' | 'running' | 'paused'>> = {
  succeeded: 'ok',
  failed: 'critical',
  running: 'running',
  skipped: 'paused',
};

function runColumns(theme: Theme, now: Date): readonly Column<ViewRun>[] {
  return [
    {
      id: 'status',
      title: 'STATUS',
      priority: 0,
      min: 11,
      cell: ({status}) => [statusSegment(theme, tones[status] ?? 'unknown', status)],
    },
    {
      id: 'started',
      title: 'STARTED',
      priority: 0,
      min: 9,
      max: 17,
      cell: ({startedAt}) => formatMoment(startedAt, now),
    },
    {id: 'cause', title: 'CAUSE', priority: 1, min: 7, cell: ({cause}) => cause},
    {
      id: 'took',
      title: 'TOOK',
      align: 'right',
      priority: 1,
      min: 7,
      max: 9,
      cell: ({durationMs}) => formatDuration(durationMs),
    },
    {
      id: 'rows',
      title: 'ROWS',
      align: 'right',
      priority: 2,
      min: 7,
      max: 13,
      cell: ({rowCount}) => formatCount(rowCount),
    },
    {id: 'error', title: 'ERROR', priority: 1, min: 12, grow: true, cell: ({error}) => error ?? ''},
  ];
}
