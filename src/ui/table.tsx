import {Box} from 'ink';
import {memo, type ReactNode, useMemo, useState} from 'react';
import {COLUMN_GAP, type Column, layoutColumns, type PlacedColumn} from './column-layout.ts';
import {formatCount} from './format.ts';
import {Line} from './line.tsx';
import type {Sort} from './list-state.ts';
import {followIndex, rowsThatFit, visibleWindow} from './list-window.ts';
import {useReadAloud} from './read-aloud.ts';
import {fitCell, type Segment} from './segment.ts';
import {fit, widthOf} from './text.ts';
import {type Tone, useTheme} from './theme.ts';

export type {Column} from './column-layout.ts';
export type {Cell, Segment} from './segment.ts';

export interface TableProps<Row> {
  /** Keep the array's identity between renders where cells do not depend on the clock: rows are then not redrawn. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  width: number;
  /** All lines: header, rows, and the position where the rows do not all fit. */
  height: number;
  selectedKey?: string | null;
  markedKeys?: ReadonlySet<string>;
  /** Columns that were scrolled past. */
  shift?: number;
  sort?: Sort | null;
  /** The first row to show; without it the table follows the cursor by itself. */
  top?: number;
  /** Stands in for the rows when there are none. */
  empty?: ReactNode;
  /** The tone of a row's text that has none of its own. */
  rowTone?(row: Row): Tone | undefined;
  /** What stands across all columns of a row that is no entry but divides others; null for an entry. */
  wholeLine?(row: Row, width: number): readonly Segment[] | null;
}

/** Cursor, mark, and a blank. */
export const TABLE_GUTTER = 3;

/** A list of any length that lays out and draws only the rows in sight. */
export function Table<Row>(props: TableProps<Row>) {
  const {columns, rows, rowKey, width, height, selectedKey = null, markedKeys, sort = null, rowTone} = props;
  const {shift = 0} = props;
  const isReadAloud = useReadAloud();
  const placed = useMemo(() => {
    const said = isReadAloud ? columns.filter(({isPicture}) => !isPicture) : columns;
    return layoutColumns(said, rows, Math.max(0, width - TABLE_GUTTER), shift);
  }, [columns, rows, width, shift, isReadAloud]);
  const selected = useMemo(
    () => (selectedKey === null ? -1 : rows.findIndex(row => rowKey(row) === selectedKey)),
    [rows, rowKey, selectedKey],
  );
  const [ownTop, setOwnTop] = useState(0);
  const capacity = rowsThatFit(height, rows.length);
  const top = followIndex(props.top ?? ownTop, selected, rows.length, capacity);
  if (top !== ownTop) setOwnTop(top);
  const {from, to} = visibleWindow({top}, rows.length, capacity);

  if (height <= 0 || width <= 0) return null;
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0} overflow="hidden">
      {!isReadAloud && (
        <HeaderLine placed={placed} sort={sort} shift={shift} hidden={columns.length - placed.length} />
      )}
      {rows.length === 0 && props.empty}
      {rows.slice(from, to).map(row => {
        const key = rowKey(row);
        return (
          <RowLine
            key={key}
            row={row}
            placed={placed}
            selected={key === selectedKey}
            marked={markedKeys?.has(key) ?? false}
            tone={rowTone?.(row)}
            whole={props.wholeLine?.(row, width - TABLE_GUTTER) ?? null}
            width={width}
          />
        );
      })}
      {to - from < rows.length && height > 2 && (
        <PositionLine from={from} to={to} count={rows.length} width={width} />
      )}
    </Box>
  );
}

interface RowLineProps<Row> {
  row: Row;
  placed: readonly PlacedColumn<Row>[];
  selected: boolean;
  marked: boolean;
  tone: Tone | undefined;
  whole: readonly Segment[] | null;
  width: number;
}

const RowLine = memo(function RowLine<Row>({
  row,
  placed,
  selected,
  marked,
  tone,
  whole,
  width,
}: RowLineProps<Row>) {
  const {glyphs} = useTheme();
  // Read aloud, each value has its title before it: a column is not seen.
  const isReadAloud = useReadAloud();
  const segments: Segment[] = [
    {text: selected ? glyphs.cursor : ' ', tone: 'accent'},
    {text: `${marked ? glyphs.mark : ' '} `, tone: 'accent'},
  ];
  if (whole) segments.push(...fitCell(whole, width - TABLE_GUTTER));
  for (const [index, cell] of whole ? [] : placed.entries()) {
    if (index > 0) segments.push({text: ' '.repeat(COLUMN_GAP)});
    if (isReadAloud && cell.column.title !== '') segments.push({text: `${cell.column.title}: `});
    segments.push(...fitCell(cell.column.cell(row, cell.width), cell.width, cell.column.align));
  }
  const toned = tone === undefined ? segments : segments.map(segment => ({tone, ...segment}));
  return <Line segments={toned} strong={selected} />;
}) as <Row>(props: RowLineProps<Row>) => ReactNode;

interface HeaderLineProps<Row> {
  placed: readonly PlacedColumn<Row>[];
  sort: Sort | null;
  shift: number;
  /** Columns that there is no room for. */
  hidden: number;
}

function HeaderLine<Row>({placed, sort, shift, hidden}: HeaderLineProps<Row>) {
  const {glyphs} = useTheme();
  // `<2` columns were scrolled past, `+4` are not shown.
  const more = shift > 0 ? `<${shift}` : hidden > 0 ? `+${hidden}` : '';
  const segments: Segment[] = [{text: fit(more, TABLE_GUTTER), tone: 'muted'}];
  for (const [index, {column, width}] of placed.entries()) {
    if (index > 0) segments.push({text: ' '.repeat(COLUMN_GAP)});
    const sorted = sort?.column === column.id;
    const direction = sort?.descending ? glyphs.down : glyphs.up;
    segments.push({
      text: sorted
        ? withDirection(column.title, direction, width, column.align)
        : fit(column.title, width, column.align),
      tone: sorted ? 'accent' : 'muted',
    });
  }
  return <Line segments={segments} />;
}

/** The direction stays even where the title has to be cut for it. */
function withDirection(title: string, direction: string, width: number, align?: 'left' | 'right'): string {
  const shown = widthOf(title) < width ? title : fit(title, width - 1);
  return fit(shown + direction, width, align);
}

function PositionLine({from, to, count, width}: {from: number; to: number; count: number; width: number}) {
  const position = `${formatCount(from + 1)}–${formatCount(to)} of ${formatCount(count)}`;
  return <Line segments={[{text: fit(position, width, 'right'), tone: 'muted'}]} />;
}
