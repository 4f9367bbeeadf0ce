import {Box} from 'ink';
import {useMemo} from 'react';
import {useKeys} from '../../app/keys/use-keys.ts';
import {useList} from '../../app/lists/use-list.ts';
import {formatTime} from '../../ui/format.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell} from '../../ui/segment.ts';
import {Empty} from '../../ui/states.tsx';
import {type Column, Table} from '../../ui/table.tsx';
import {historyKeys} from './explain.keys.ts';
import {compareWithBefore, type ExplainRun, nameOf, runsUpTo} from './explain.state.ts';
import {sayChange, toneOfChange} from './explain-title.ts';
import {sayMs} from './say-time.ts';

export interface RunHistoryProps {
  /** Oldest first. */
  readonly runs: readonly ExplainRun[];
  readonly onShow: (run: ExplainRun) => void;
  readonly width: number;
  readonly height: number;
}

interface PastRun {
  readonly run: ExplainRun;
  readonly change: number | null;
}

const columns: readonly Column<PastRun>[] = [
  {id: 'at', title: 'AT', priority: 0, min: 8, max: 12, cell: ({run}) => formatTime(run.at)},
  {
    id: 'run',
    title: 'RUN',
    align: 'right',
    priority: 0,
    min: 8,
    max: 10,
    cell: ({run}) => sayMs(run.plan.executionMs),
    sortValue: ({run}) => run.plan.executionMs,
  },
  {
    id: 'change',
    title: 'VS BEFORE',
    align: 'right',
    priority: 1,
    min: 9,
    cell: ({change}) => (change === null ? '' : [{text: sayChange(change), tone: toneOfChange(change)}]),
    sortValue: ({change}) => change,
  },
  {id: 'name', title: 'STATEMENT', priority: 0, min: 20, grow: true, cell: ({run}) => nameOf(run.request)},
];
const keyOf = ({run}: PastRun) => run.at.toISOString();
const textOf = ({run}: PastRun) => nameOf(run.request);

/** What was explained since the monitor was opened, newest first. */
export function RunHistory({runs, onShow, width, height}: RunHistoryProps) {
  const rows = useMemo(
    () => runs.map((run): PastRun => ({run, change: compareWithBefore(runsUpTo(runs, run))})).reverse(),
    [runs],
  );
  const list = useList({name: 'explain runs', rows, columns, rowKey: keyOf, textOf, height: height - 1});
  const {selected} = list;
  useKeys(historyKeys, {
    show: {
      run: () => selected && onShow(selected.run),
      disabled: selected ? undefined : 'no run is selected',
    },
  });
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Line segments={fitCell([{text: ` Explain · ${runs.length} runs`, tone: 'title'}], width)} />
      <Table
        columns={columns}
        rows={list.rows}
        rowKey={keyOf}
        width={width}
        height={height - 1}
        {...list.table}
        empty={<Empty what="   No run matches the filter." hint="/ changes it." width={width} />}
      />
    </Box>
  );
}
