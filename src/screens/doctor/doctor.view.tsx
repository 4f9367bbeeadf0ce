import {Box} from 'ink';
import type {List} from '../../app/lists/use-list.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell, type Segment} from '../../ui/segment.ts';
import {Empty} from '../../ui/states.tsx';
import {type Column, Table} from '../../ui/table.tsx';
import type {DoctorRow} from './doctor.state.ts';
import {RowDetail} from './row-detail.view.tsx';

export interface DoctorViewProps {
  readonly list: List<DoctorRow>;
  readonly columns: readonly Column<DoctorRow>[];
  readonly rows: readonly DoctorRow[];
  /** Of the server's clock, when it was looked at. */
  readonly now: Date;
  /** The detail has the whole screen. */
  readonly zoomed: boolean;
  readonly stale: string | null;
  readonly width: number;
  readonly height: number;
}

const leastSideBySideWidth = 100;
const leastSideBySideHeight = 10;

export const rowKey = ({key}: DoctorRow) => key;

/** As many lines as there are rows, but never more than leaves room for the detail. */
export function tableHeight(rowCount: number, height: number): number {
  return Math.max(4, Math.min(rowCount + 2, Math.floor((height - 1) * 0.6)));
}

export function DoctorView(props: DoctorViewProps) {
  const {list, columns, rows, now, zoomed, width, height} = props;
  const {selected} = list;
  if (zoomed && selected) return <RowDetail row={selected} now={now} width={width} height={height} />;
  const listHeight = tableHeight(rows.length, height);
  const below = height - 1 - listHeight;
  // What was looked at and found well fills what a single finding leaves empty.
  const passed = rows.find(({kind}) => kind === 'passed');
  const hasRoom = width >= leastSideBySideWidth && below >= leastSideBySideHeight;
  const passedWidth = hasRoom && passed && passed !== selected ? Math.floor(width / 2) : 0;
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Line segments={fitCell(summary(props), width)} />
      <Table
        columns={columns}
        rows={list.rows}
        rowKey={rowKey}
        width={width}
        height={listHeight}
        {...list.table}
        empty={<Nothing list={list} width={width} />}
        rowTone={row =>
          row.kind === 'finding' && row.finding.severity === 'critical' ? 'critical' : undefined
        }
      />
      {selected && (
        <Box flexDirection="row" width={width}>
          <RowDetail row={selected} now={now} width={width - passedWidth} height={below} />
          {passed && passedWidth > 0 && (
            <RowDetail row={passed} now={now} width={passedWidth} height={below} />
          )}
        </Box>
      )}
    </Box>
  );
}

function summary({rows, list, stale}: DoctorViewProps): Segment[] {
  const count = (severity: string) =>
    rows.filter(row => row.kind === 'finding' && row.finding.severity === severity).length;
  const [critical, warning] = [count('critical'), count('warning')];
  const {faultsOnly, filter} = list.state;
  return [
    {text: ' Doctor', tone: 'title'},
    {text: ' · ', tone: 'muted'},
    critical > 0 ? {text: `${critical} critical`, tone: 'critical'} : {text: 'nothing critical', tone: 'ok'},
    ...(warning > 0 ? [{text: `, ${warning} warning`, tone: 'warning'} as const] : []),
    ...(faultsOnly ? [{text: '   faults only', tone: 'accent'} as const] : []),
    ...(filter === '' ? [] : [{text: `   filter ${filter}`, tone: 'accent'} as const]),
    ...(list.filterProblem === null ? [] : [{text: `   ${list.filterProblem}`, tone: 'warning'} as const]),
    ...(stale === null ? [] : [{text: `   ${stale}`, tone: 'warning'} as const]),
  ];
}

function Nothing({list, width}: {list: List<DoctorRow>; width: number}) {
  const {filter} = list.state;
  return filter === '' ? (
    <Empty
      what="   Nothing is known to be wrong."
      hint="f shows what passed and what could not be checked."
      width={width}
    />
  ) : (
    <Empty what={`   Nothing matches ${filter}.`} width={width} />
  );
}
