import {Box} from 'ink';
import {useKeys} from '../../app/keys/use-keys.ts';
import {useList} from '../../app/lists/use-list.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell} from '../../ui/segment.ts';
import {Empty} from '../../ui/states.tsx';
import {type Column, Table} from '../../ui/table.tsx';
import {chooserKeys} from './explain.keys.ts';
import {type ExplainChoice, useExplainChoices} from './explain-choices.ts';
import {StatementPanel} from './statement-panel.view.tsx';
import {useQueryText} from './use-query-text.ts';

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
const viewHint = 'Enter reads the definition of the view and explains its SELECT, which each refresh runs.';
const titleLines = 2;
/** From here on the statement under the cursor is shown below the list. */
const leastRoomForBoth = 30;
const keyOf = ({key}: ExplainChoice) => key;
const textOf = ({name, question}: ExplainChoice) => `${name} ${question}`;

/** Nothing was asked for yet: how to ask, and what can be asked from here. */
export function ExplainChooser({onChoose, width, height}: ExplainChooserProps) {
  const room = height - titleLines;
  const tableHeight = room < leastRoomForBoth ? room : Math.ceil(room * 0.6);
  const list = useList({
    name: 'explain queries',
    rows: useExplainChoices(),
    columns,
    rowKey: keyOf,
    textOf,
    height: tableHeight,
  });
  const {selected} = list;
  const text = useQueryText(selected?.query ?? null);
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
            {text: ' · e on any screen explains the query behind it', tone: 'muted'},
          ],
          width,
        )}
      />
      <Line
        segments={fitCell(
          [
            {text: '   Choose a query or a view; i types SQL, s opens $EDITOR', tone: 'muted'},
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
        empty={<Empty what="   No query matches the filter." hint="/ changes it." width={width} />}
      />
      {selected && tableHeight < room && (
        <StatementPanel
          title={selected.name}
          text={selected.query ? text : viewHint}
          width={width}
          height={room - tableHeight}
        />
      )}
    </Box>
  );
}
