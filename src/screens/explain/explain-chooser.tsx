import {Box} from 'ink';
import {useKeys} from '../../app/keys/use-keys.ts';
import {useList} from '../../app/lists/use-list.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell} from '../../ui/segment.ts';
import {Empty} from '../../ui/states.tsx';
import {type Column, Table} from '../../ui/table.tsx';
import {chooserKeys} from './explain.keys.ts';
import {type ExplainChoice, useExplainChoices} from './explain-choices.ts';

export interface ExplainChooserProps {
  readonly onChoose: (choice: ExplainChoice) => void;
  readonly width: number;
  readonly height: number;
}

const columns: readonly Column<ExplainChoice>[] = [
  {
    id: 'query',
    title: 'QUERY',
    priority: 0,
    min: 20,
    max: 32,
    cell: ({name}) => name,
    sortValue: ({name}) => name,
  },
  {id: 'question', title: 'QUESTION', priority: 1, min: 20, grow: true, cell: ({question}) => question},
];
const keyOf = ({key}: ExplainChoice) => key;
const textOf = ({name, question}: ExplainChoice) => `${name} ${question}`;

/** Nothing was asked for yet: how to ask, and what can be asked from here. */
export function ExplainChooser({onChoose, width, height}: ExplainChooserProps) {
  const tableHeight = height - 2;
  const list = useList({
    name: 'explain queries',
    rows: useExplainChoices(),
    columns,
    rowKey: keyOf,
    textOf,
    height: tableHeight,
  });
  const {selected} = list;
  const {filter} = list.state;
  useKeys(chooserKeys, {
    explain: {
      run: () => selected && onChoose(selected),
      disabled: selected ? undefined : 'no query is selected',
    },
  });
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Line
        segments={fitCell(
          [
            {text: ' Explain', tone: 'title'},
            {text: ' · e on a panel of another screen explains the query behind it', tone: 'muted'},
          ],
          width,
        )}
      />
      <Line
        segments={fitCell(
          [
            {text: '   Or choose a query or a view; s writes SQL in $EDITOR, i here:', tone: 'muted'},
            {text: filter === '' ? '' : `   filter ${filter}`, tone: 'accent'},
          ],
          width,
        )}
      />
      <Table
        columns={columns}
        rows={list.rows}
        rowKey={keyOf}
        width={width}
        height={tableHeight}
        {...list.table}
        empty={<Empty what="No query matches the filter." hint="/ changes it." width={width} />}
      />
    </Box>
  );
}
