import {useContext, useLayoutEffect, useMemo, useRef} from 'react';
import {type Column, mostShift} from '../../ui/column-layout.ts';
import {type ArrangeOptions, arrangeRows, sortableColumns} from '../../ui/list-rows.ts';
import {createListState, type ListState, listReducer} from '../../ui/list-state.ts';
import {rowsThatFit} from '../../ui/list-window.ts';
import type {KeyHandlers} from '../keys/keymap.ts';
import {type ListKeyId, listKeys} from '../keys/list.keys.ts';
import {useKeys} from '../keys/use-keys.ts';
import {useRememberedReducer} from '../memory.ts';
import {useSaveTable} from '../output/use-save-table.ts';
import {useShell} from '../shell/shell-actions.ts';
import {ListDirectoryContext, type ListHandle} from './list-directory.ts';

export interface UseListOptions<Row> extends Omit<ArrangeOptions<Row>, 'columns'> {
  /** The name under which cursor, sort and filter are remembered. */
  readonly name: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** Lines of the table, with its header. */
  readonly height: number;
  readonly initial?: Partial<ListState>;
}

export interface List<Row> {
  readonly rows: readonly Row[];
  readonly selected: Row | undefined;
  readonly state: ListState;
  /** What of the state a table draws. */
  readonly table: Pick<ListState, 'selectedKey' | 'sort' | 'top' | 'shift'> & {
    readonly markedKeys: ReadonlySet<string>;
  };
  /** The rows shown that are marked. */
  readonly marked: readonly Row[];
  readonly filterProblem: string | null;
  select(key: string): void;
  toggleFaults(): void;
  unmarkAll(): void;
}

/** A list with a cursor: filters and sorts the rows, keeps the cursor on its row, and answers the keys of lists. */
export function useList<Row>(options: UseListOptions<Row>): List<Row> {
  const {name, columns, rowKey, height, textOf, isFault} = options;
  const shell = useShell();
  const [state, dispatch] = useRememberedReducer(
    `list ${name}`,
    listReducer,
    createListState(options.initial),
  );
  const {sort, filter, faultsOnly} = state;
  const {rows, filterProblem} = useMemo(
    () =>
      arrangeRows(options.rows, {sort, filter, faultsOnly}, {columns, textOf, ...(isFault ? {isFault} : {})}),
    [options.rows, sort, filter, faultsOnly, columns, textOf, isFault],
  );
  const keys = useMemo(() => rows.map(rowKey), [rows, rowKey]);
  const shown = {keys, height: rowsThatFit(height, keys.length)};
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cursor settles when rows or room have changed.
  useLayoutEffect(() => dispatch({type: 'rows', ...shown}), [keys, shown.height]);

  const sortable = sortableColumns(columns);
  const marked = useMemo(
    () => (state.marked.size === 0 ? [] : rows.filter(row => state.marked.has(rowKey(row)))),
    [rows, rowKey, state.marked],
  );
  const save = useSaveTable({name, columns, rows: marked.length > 0 ? marked : rows});
  const noRows = rows.length > 0 ? undefined : 'there is no row';
  const most = mostShift(columns);
  const shiftBy = (by: 1 | -1) => ({
    run: () => dispatch({type: 'shift', by, most}),
    disabled: most > 0 ? undefined : 'there is one column only',
  });
  const handlers: KeyHandlers<ListKeyId> = {
    down: () => dispatch({type: 'move', by: 1, ...shown}),
    up: () => dispatch({type: 'move', by: -1, ...shown}),
    'page-down': () => dispatch({type: 'page', by: 1, ...shown}),
    'page-up': () => dispatch({type: 'page', by: -1, ...shown}),
    'half-page-down': () => dispatch({type: 'half-page', by: 1, ...shown}),
    'half-page-up': () => dispatch({type: 'half-page', by: -1, ...shown}),
    first: () => dispatch({type: 'first', ...shown}),
    last: () => dispatch({type: 'last', ...shown}),
    filter: () =>
      shell.prompt({
        label: 'filter',
        initial: filter,
        onChange: text => dispatch({type: 'filter', filter: text}),
        onSubmit: text => dispatch({type: 'filter', filter: text}),
        onCancel: () => dispatch({type: 'filter', filter}),
      }),
    'sort-next': () => dispatch({type: 'sort-next', by: 1, columns: sortable}),
    'sort-previous': () => dispatch({type: 'sort-next', by: -1, columns: sortable}),
    'sort-flip': () => dispatch({type: 'sort-flip'}),
    'scroll-left': shiftBy(-1),
    'scroll-right': shiftBy(1),
    mark: {run: () => dispatch({type: 'mark', ...shown}), disabled: noRows},
    save: {run: save, disabled: noRows},
  };
  useKeys(listKeys, handlers);
  useListHandle({
    sortable,
    setFilter: text => dispatch({type: 'filter', filter: text}),
    setSort: next => dispatch({type: 'sort', sort: next}),
  });

  const at = state.selectedKey === null ? -1 : keys.indexOf(state.selectedKey);
  return {
    rows,
    selected: rows[Math.max(at, 0)],
    state,
    filterProblem,
    marked,
    table: {
      selectedKey: state.selectedKey,
      sort,
      top: state.top,
      shift: Math.min(state.shift, most),
      markedKeys: state.marked,
    },
    select: key => dispatch({type: 'select', key, ...shown}),
    toggleFaults: () => dispatch({type: 'faults'}),
    unmarkAll: () => dispatch({type: 'unmark-all'}),
  };
}

/** Lets commands act on the list while it is on the screen. */
function useListHandle(handle: ListHandle): void {
  const directory = useContext(ListDirectoryContext);
  const latest = useRef(handle);
  useLayoutEffect(() => {
    latest.current = handle;
  });
  useLayoutEffect(() => directory.add(() => latest.current), [directory]);
}
