import {useState} from 'react';
import type {StatementLog, StatementRecord} from '../../db/statement-log.ts';
import {formatCount, formatDuration, formatTime} from '../../ui/format.ts';
import {Panel} from '../../ui/panel.tsx';
import {type Column, Table} from '../../ui/table.tsx';
import {useKeys} from '../keys/use-keys.ts';
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
  const [index, setIndex] = useState(0);
  const records = [...log.records].reverse();
  const move = (by: number) => setIndex(Math.max(0, Math.min(records.length - 1, index + by)));
  useKeys(
    logKeys,
    {
      close: onClose,
      down: key => move(key === 'pgdn' || key === 'ctrl-d' ? height - 5 : 1),
      up: key => move(key === 'pgup' || key === 'ctrl-u' ? 5 - height : -1),
    },
    {level: 'box'},
  );
  const {statements, durationMs, failed} = log.totals;
  const title = `SQL log · ${formatCount(statements)} statements · ${formatDuration(durationMs)} in all · ${failed} failed`;
  return (
    <Panel title={title} width={width} height={height} tone="accent">
      <Table
        columns={columns}
        rows={records}
        rowKey={({id}) => String(id)}
        width={width - 4}
        height={height - 2}
        selectedKey={records[index] ? String(records[index].id) : null}
      />
    </Panel>
  );
}

function withoutComments(sql: string): string {
  return sql
    .replaceAll(/^--.*$/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
