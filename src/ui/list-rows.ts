import type {Column} from './column-layout.ts';
import {compileFilter} from './list-filter.ts';
import type {ListState, Sort} from './list-state.ts';

export interface ArrangeOptions<Row> {
  columns: readonly Column<Row>[];
  /** What the filter is tried on. */
  textOf(row: Row): string;
  /** Whether the row stays when only faults are shown. */
  isFault?(row: Row): boolean;
}

export interface ArrangedRows<Row> {
  rows: readonly Row[];
  filterProblem: string | null;
}

/** The rows to show, filtered and sorted as the state says. Without either, the same array. */
export function arrangeRows<Row>(
  rows: readonly Row[],
  state: Pick<ListState, 'sort' | 'filter' | 'faultsOnly'>,
  {columns, textOf, isFault}: ArrangeOptions<Row>,
): ArrangedRows<Row> {
  const filter = compileFilter(state.filter);
  let shown = rows;
  if (state.filter !== '') shown = shown.filter(row => filter.matches(textOf(row)));
  if (state.faultsOnly && isFault) shown = shown.filter(isFault);
  return {rows: sortRows(shown, columns, state.sort), filterProblem: filter.problem};
}

/** The ids of the columns a person can sort by, for `sort-next`. */
export function sortableColumns<Row>(columns: readonly Column<Row>[]): readonly string[] {
  return columns.filter(column => column.sortValue !== undefined).map(column => column.id);
}

/** Rows without a value come last in both directions; equal rows keep their order. */
function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | null,
): readonly Row[] {
  const column = columns.find(({id}) => id === sort?.column);
  if (sort === null || column?.sortValue === undefined) return rows;
  const direction = sort.descending ? -1 : 1;
  return rows
    .map(row => ({row, value: column.sortValue?.(row) ?? null}))
    .sort((one, other) => {
      if (one.value === null || other.value === null)
        return Number(one.value === null) - Number(other.value === null);
      return direction * compare(one.value, other.value);
    })
    .map(({row}) => row);
}

/** By code point, the same on every machine; numbers before text. */
function compare(one: string | number, other: string | number): number {
  if (typeof one !== typeof other) return typeof one === 'number' ? -1 : 1;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
