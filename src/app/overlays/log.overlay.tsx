import {Text} from 'ink';
import {useState} from 'react';
import type {StatementLog, StatementRecord} from '../../db/statement-log.ts';
import {type Detail, Details} from '../../ui/details.tsx';
import {formatCount, formatDuration, formatTime} from '../../ui/format.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {type Column, Table} from '../../ui/table.tsx';
import {useKeys} from '../keys/use-keys.ts';
import {useNow} from '../live/clock.ts';
import {logKeys} from './log.keys.ts';

const columns: readonly Column<StatementRecord>[] = [
  {id: 'at', title: 'AT', priority: 0, min: 12, cell: ({at}) => formatTime(at)},
  {
    id: 'took',
    title: 'TOOK',
    align: 'right',
    priority: 0,
    min: 7,
    max: 9,
    cell: ({durationMs}) => formatDuration(durationMs),
  },
  {
    id: 'rows',
    title: 'ROWS',
    align: 'right',
    priority: 1,
    min: 5,
    max: 9,
    cell: ({rowCount}) => formatCount(rowCount),
  },
  {id: 'name', title: 'QUERY', priority: 0, min: 12, max: 26, cell: ({name}) => name},
  {
    id: 'sql',
    title: 'STATEMENT',
    priority: 2,
    min: 16,
    grow: true,
    cell: ({sql, error}) => (error === null ? withoutComments(sql) : [{text: error, tone: 'critical'}]),
  },
];

/** With less, the list has it all. */
const leastRoomForStatement = 12;

/** Everything lanewatch sent to the server, newest first. */
export function LogBox({
  log,
  width,
  height,
  onClose,
}: {
  log: StatementLog;
  width: number;
  height: number;
  onClose: () => void;
}) {
  // The cursor stays with its statement as others come; on the newest, it goes along.
  const [chosenId, choose] = useState<number | null>(null);
  // By the second it shows what was sent since.
  useNow(() => String(log.totals.statements), {bySecond: true});
  const records = [...log.records].reverse();
  const index = Math.max(
    0,
    records.findIndex(({id}) => id === chosenId),
  );
  const move = (by: number) => {
    const next = Math.max(0, Math.min(records.length - 1, index + by));
    choose(next === 0 ? null : (records[next]?.id ?? null));
  };
  useKeys(
    logKeys,
    {
      close: onClose,
      down: key => move(key === 'pgdn' || key === 'ctrl-d' ? height - 5 : 1),
      up: key => move(key === 'pgup' || key === 'ctrl-u' ? 5 - height : -1),
    },
    {level: 'box'},
  );
  const selected = records[index];
  const room = height - PANEL_FRAME_HEIGHT;
  // The list leaves a third of the box to the statement under its cursor, and a line between.
  const statementHeight = room >= leastRoomForStatement ? Math.floor(room / 3) : 0;
  const tableHeight = statementHeight === 0 ? room : room - statementHeight - 1;
  const {statements, durationMs, failed} = log.totals;
  const title = `SQL log · ${formatCount(statements)} statements · ${formatDuration(durationMs)} in all · ${failed} failed`;
  return (
    <Panel title={title} width={width} height={height} tone="accent">
      <Table
        columns={columns}
        rows={records}
        rowKey={({id}) => String(id)}
        width={width - PANEL_FRAME_WIDTH}
        height={tableHeight}
        selectedKey={selected ? String(selected.id) : null}
      />
      {statementHeight > 0 && selected && (
        <>
          <Text> </Text>
          <Details
            items={describeStatement(selected)}
            width={width - PANEL_FRAME_WIDTH}
            height={statementHeight}
          />
        </>
      )}
    </Panel>
  );
}

/** All of what the row has no room for. */
function describeStatement({name, sql, error}: StatementRecord): Detail[] {
  return [
    ...(error === null ? [] : [{label: name, value: error, wrap: true, tone: 'critical'} as const]),
    {label: error === null ? name : '', value: withoutComments(sql), wrap: true},
  ];
}

function withoutComments(sql: string): string {
  return sql
    .replaceAll(/^--.*$/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
