import {type Cell, widthOfCell} from './segment.ts';
import {clean, widthOf} from './text.ts';

export interface Column<Row> {
  id: string;
  title: string;
  align?: 'left' | 'right';
  /** Who leaves first when there is little room: the highest number. 0 never leaves. */
  priority: number;
  /** Columns of the terminal it needs to be of use. */
  min: number;
  /** It grows to its content up to this; without it, it stays at `min`. */
  max?: number;
  /** It stays where the others are scrolled sideways; the first column does where none says so. */
  key?: boolean;
  /** The last shown column that may grow takes what is left over. */
  grow?: boolean;
  /** It draws what others say in numbers: there is nothing to read aloud. */
  isPicture?: boolean;
  /** `width` is the room there is, for what draws itself to fit. */
  cell(row: Row, width: number): Cell;
  sortValue?(row: Row): string | number | null;
}

export interface PlacedColumn<Row> {
  column: Column<Row>;
  width: number;
}

/** Blank columns between two neighbours. */
export const COLUMN_GAP = 2;

/** Rows whose cells are measured: enough to look right, few enough to cost nothing on a long list. */
const SAMPLE = 200;

/**
 * Shares `width` among the columns: those that do not fit at their least width leave, the rest grow towards their
 * content, the more important ones first. Where `shift` columns are scrolled past, the next ones follow in their own
 * order instead, as many as fit. The widths and the gaps between them never exceed `width`.
 */
export function layoutColumns<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
  shift = 0,
): readonly PlacedColumn<Row>[] {
  const chosen = shift > 0 ? scrollColumns(columns, width, shift) : chooseColumns(columns, width);
  const placed = shrink(chosen, width);
  let left = width - total(placed);
  const sample = sampleOf(rows);
  for (const entry of [...placed].sort((one, other) => one.column.priority - other.column.priority)) {
    if (left <= 0) break;
    const grown = Math.min(wish(entry.column, sample), entry.width + left);
    if (grown <= entry.width) continue;
    left -= grown - entry.width;
    entry.width = grown;
  }
  const last = placed.findLast(entry => entry.column.grow);
  if (last !== undefined && left > 0) last.width += left;
  return placed;
}

/** How far the columns can be scrolled: the last one is then beside those that stay. */
export function mostShift(columns: readonly {key?: boolean}[]): number {
  return Math.max(0, columns.length - keyColumns(columns).length - 1);
}

function keyColumns<Entry extends {key?: boolean}>(columns: readonly Entry[]): readonly Entry[] {
  const keys = columns.filter(({key}) => key);
  return keys.length > 0 ? keys : columns.slice(0, 1);
}

function scrollColumns<Row>(
  columns: readonly Column<Row>[],
  width: number,
  shift: number,
): PlacedColumn<Row>[] {
  const keys = keyColumns(columns);
  const placed = keys.map(column => ({column, width: column.min}));
  for (const column of columns.filter(each => !keys.includes(each)).slice(shift)) {
    const next = [...placed, {column, width: column.min}];
    if (total(next) > width && placed.length > keys.length) break;
    placed.push({column, width: column.min});
  }
  return placed;
}

function chooseColumns<Row>(columns: readonly Column<Row>[], width: number): PlacedColumn<Row>[] {
  const placed = columns.map(column => ({column, width: column.min}));
  while (total(placed) > width) {
    const leaving = placed.reduce<PlacedColumn<Row> | undefined>(
      (worst, entry) => (entry.column.priority >= (worst?.column.priority ?? 1) ? entry : worst),
      undefined,
    );
    if (leaving === undefined) break;
    placed.splice(placed.indexOf(leaving), 1);
  }
  return placed;
}

/** Where even the columns that never leave are too wide, the widest give way, and at the very last the rightmost. */
function shrink<Row>(placed: PlacedColumn<Row>[], width: number): PlacedColumn<Row>[] {
  while (placed.length > 0 && total(placed) > width) {
    const widest = placed.reduce((one, other) => (other.width > one.width ? other : one));
    if (widest.width > 1) widest.width -= 1;
    else placed.pop();
  }
  return placed;
}

function total<Row>(placed: readonly PlacedColumn<Row>[]): number {
  const gaps = COLUMN_GAP * Math.max(0, placed.length - 1);
  return placed.reduce((sum, entry) => sum + entry.width, gaps);
}

function wish<Row>(column: Column<Row>, sample: readonly Row[]): number {
  const {min, max = min} = column;
  if (max <= min) return min;
  let widest = widthOf(clean(column.title));
  for (const row of sample) {
    if (widest >= max) break;
    widest = Math.max(widest, widthOfCell(column.cell(row, column.max ?? column.min)));
  }
  return Math.min(Math.max(widest, min), max);
}

function sampleOf<Row>(rows: readonly Row[]): readonly Row[] {
  if (rows.length <= SAMPLE) return rows;
  const step = rows.length / SAMPLE;
  return Array.from({length: SAMPLE}, (_, index) => rows[Math.floor(index * step)]).filter(
    row => row !== undefined,
  );
}
