import {Box} from 'ink';
import type {Health} from '../../app/health/use-health.ts';
import type {List} from '../../app/lists/use-list.ts';
import type {Finding} from '../../health/finding.ts';
import {type Detail, Details} from '../../ui/details.tsx';
import {Line} from '../../ui/line.tsx';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {fitCell, type Segment} from '../../ui/segment.ts';
import {Empty} from '../../ui/states.tsx';
import {statusSegment} from '../../ui/status.ts';
import {type Column, Table} from '../../ui/table.tsx';
import {type Theme, useTheme} from '../../ui/theme.ts';
import type {DoctorRow} from '../doctor/doctor.state.ts';
import {FindingDetail} from './finding-detail.view.tsx';
import {rowKey} from './overview.columns.ts';
import type {OverviewLayout} from './overview.layout.ts';
import type {PipelineParts} from './parts.ts';
import {Parts} from './parts.view.tsx';

export interface OverviewViewProps {
  readonly list: List<Finding>;
  readonly columns: readonly Column<Finding>[];
  readonly health: Health;
  readonly layout: OverviewLayout;
  /** The finding under the cursor in full. */
  readonly detail: DoctorRow | undefined;
  readonly parts: PipelineParts;
  readonly pipeline: readonly Detail[];
  readonly lastHour: readonly Detail[];
  /** How old the metrics are that the other screens show, in words. */
  readonly age: readonly Segment[];
  readonly stale: string | null;
  readonly width: number;
  readonly height: number;
}

export function OverviewView(props: OverviewViewProps) {
  const {list, columns, health, layout, detail, parts, pipeline, lastHour, width, height} = props;
  const theme = useTheme();
  const {snapshot} = health;
  const {listHeight, isSideBySide, showsPipeline, showsHour, detailHeight, isDetailFramed} = layout;
  const panelWidth = isSideBySide ? Math.floor(width / 2) : width;
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Line segments={fitCell(summary(props, theme), width)} />
      <Table
        columns={columns}
        rows={list.rows}
        rowKey={rowKey}
        width={width}
        height={listHeight}
        {...list.table}
        empty={<NoFindings list={list} width={width} />}
        rowTone={({severity}) => (severity === 'critical' ? 'critical' : undefined)}
      />
      {detail && detailHeight > 0 && (
        <FindingDetail
          row={detail}
          now={snapshot.serverNow}
          isFramed={isDetailFramed}
          width={width}
          height={detailHeight}
        />
      )}
      <Box flexDirection={isSideBySide ? 'row' : 'column'}>
        {showsPipeline && <Lines title="Pipeline" items={pipeline} width={panelWidth} />}
        {showsHour && (
          <Lines title="Last hour" items={lastHour} width={isSideBySide ? width - panelWidth : width} />
        )}
      </Box>
      <Parts parts={parts} snapshot={snapshot} layout={layout} width={width} />
    </Box>
  );
}

function Lines({title, items, width}: {title: string; items: readonly Detail[]; width: number}) {
  return (
    <Panel title={title} width={width} height={items.length + PANEL_FRAME_HEIGHT}>
      <Details items={items} width={width - PANEL_FRAME_WIDTH} height={items.length} />
    </Panel>
  );
}

function summary({health: {report}, list, age, stale}: OverviewViewProps, theme: Theme): Segment[] {
  const count = (severity: Finding['severity']) =>
    report.findings.filter(finding => finding.severity === severity).length;
  const [critical, warning] = [count('critical'), count('warning')];
  const {filter} = list.state;
  return [
    {text: ' Overview', tone: 'title'},
    {text: ' · ', tone: 'muted'},
    critical > 0
      ? statusSegment(theme, 'critical', `${critical} critical`)
      : statusSegment(theme, 'ok', 'nothing critical'),
    ...(warning > 0 ? [{text: ', '}, statusSegment(theme, 'warning', `${warning} warning`)] : []),
    {text: ` · ${report.passed.length} checks passed`, tone: 'muted'},
    ...(report.unchecked.length > 0
      ? [{text: `, ${report.unchecked.length} unknown (8 says why)`, tone: 'unknown'} as const]
      : []),
    ...(filter === '' ? [] : [{text: `   filter ${filter}`, tone: 'accent'} as const]),
    ...(list.filterProblem === null ? [] : [{text: `   ${list.filterProblem}`, tone: 'warning'} as const]),
    ...(stale === null ? [] : [{text: `   ${stale}`, tone: 'warning'} as const]),
    ...(age.length === 0 ? [] : [{text: ' · ', tone: 'muted'} as const, ...age]),
  ];
}

function NoFindings({list, width}: {list: List<Finding>; width: number}) {
  return list.state.filter === '' ? (
    <Empty what="   Nothing is known to be wrong." width={width} />
  ) : (
    <Empty what="   No finding matches the filter; / changes it." width={width} />
  );
}
