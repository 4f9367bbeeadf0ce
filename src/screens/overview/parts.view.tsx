import {Box} from 'ink';
import {type ReactNode, useMemo} from 'react';
import type {Snapshot} from '../../health/snapshot.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {Empty} from '../../ui/states.tsx';
import {type Column, Table} from '../../ui/table.tsx';
import {type Tone, useTheme} from '../../ui/theme.ts';
import {jobKey} from '../cron/cron.view.tsx';
import type {ShownView} from '../views/views.state.ts';
import type {OverviewLayout} from './overview.layout.ts';
import {jobGlanceColumns, runColumns, viewGlanceColumns} from './parts.columns.ts';
import type {LatestRun, PipelineParts} from './parts.ts';

export interface PartsProps {
  readonly parts: PipelineParts;
  readonly snapshot: Snapshot;
  readonly layout: OverviewLayout;
  readonly width: number;
}

const viewKey = ({key}: ShownView) => key;
const runKey = ({key}: LatestRun) => key;

/** The jobs, the views and the latest runs, where the height leaves room for them. */
export function Parts({parts, snapshot, layout, width}: PartsProps) {
  const theme = useTheme();
  const {isSideBySide, jobsHeight, viewsHeight, runsHeight} = layout;
  const columns = useMemo(
    () => ({
      jobs: jobGlanceColumns(theme, snapshot),
      views: viewGlanceColumns(theme, snapshot),
      runs: runColumns(theme, snapshot),
    }),
    [theme, snapshot],
  );
  const left = isSideBySide ? Math.floor(width / 2) : width;
  return (
    <Box flexDirection="column" width={width}>
      <Box flexDirection={isSideBySide ? 'row' : 'column'}>
        <TablePanel title={`Jobs · ${parts.jobs.length}`} width={left} height={jobsHeight}>
          {inner => (
            <Rows
              {...inner}
              columns={columns.jobs}
              rows={parts.jobs}
              rowKey={jobKey}
              none={parts.noJobs}
              rowTone={({verdict}) => (verdict.severity === 'critical' ? 'critical' : undefined)}
            />
          )}
        </TablePanel>
        <TablePanel
          title={`Views · ${parts.views.length}`}
          width={isSideBySide ? width - left : width}
          height={viewsHeight}
        >
          {inner => (
            <Rows
              {...inner}
              columns={columns.views}
              rows={parts.views}
              rowKey={viewKey}
              none={parts.noViews}
              rowTone={({verdict}) => (verdict.severity === 'critical' ? 'critical' : undefined)}
            />
          )}
        </TablePanel>
      </Box>
      <TablePanel title="Latest runs" width={width} height={runsHeight}>
        {inner => (
          // As many as there is room for: that there are earlier ones goes without saying.
          <Rows
            {...inner}
            columns={columns.runs}
            rows={parts.runs.slice(0, inner.height - 1)}
            rowKey={runKey}
            none={null}
          />
        )}
      </TablePanel>
    </Box>
  );
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function TablePanel({
  title,
  width,
  height,
  children,
}: Size & {readonly title: string; children(inner: Size): ReactNode}) {
  if (height === 0) return null;
  return (
    <Panel title={title} width={width} height={height}>
      {children({width: width - PANEL_FRAME_WIDTH, height: height - PANEL_FRAME_HEIGHT})}
    </Panel>
  );
}

interface RowsProps<Row> extends Size {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly none: string | null;
  rowKey(row: Row): string;
  rowTone?(row: Row): Tone | undefined;
}

function Rows<Row>({none, ...table}: RowsProps<Row>) {
  if (table.rows.length === 0) return <Empty what={none ?? ''} width={table.width} />;
  return <Table {...table} />;
}
