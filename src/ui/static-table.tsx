import {Text} from 'ink';
import {Table as InkTable} from 'ink-table';
import type {PropsWithChildren} from 'react';
import {toAscii} from './ascii.ts';
import {clean, fit, widthOf} from './text.ts';
import {useTheme} from './theme.ts';

export interface StaticColumn {
  title: string;
  align?: 'left' | 'right';
}

export interface StaticTableProps {
  columns: readonly StaticColumn[];
  /** A cell for each column. */
  rows: readonly (readonly string[])[];
  width: number;
}

type CellProps = PropsWithChildren<{column: number}>;

/** Blanks on either side of a cell. */
const PADDING = 1;
/** Where the characters begin that Unicode leaves to private use. */
const PRIVATE_USE = 0xe000;

/**
 * A ruled table of a few rows that do not change, drawn by ink-table. That measures in characters where a terminal
 * counts columns, so it is given stand-ins to lay out: a character that names the row or the column, and blanks. The true text is
 * put in as each cell is drawn.
 */
export function StaticTable({columns, rows, width}: StaticTableProps) {
  const {ascii, style} = useTheme();
  const widths = shareWidth(columns, rows, width);
  const keys = columns.map((_, column) => standIn(column));
  const data = rows.map((_, row) =>
    Object.fromEntries(keys.map((key, column) => [key, standIn(row).padEnd(widths[column] ?? 1)])),
  );

  const draw = (text: string, column: number) => {
    const margin = ' '.repeat(PADDING);
    const fitted = margin + fit(clean(text), widths[column] ?? 1, columns[column]?.align) + margin;
    return ascii ? toAscii(fitted) : fitted;
  };
  return (
    <InkTable
      data={data}
      columns={keys}
      padding={PADDING}
      header={({children}: PropsWithChildren) => {
        const column = numberOf(children);
        return <Text {...style('title')}>{draw(columns[column]?.title ?? '', column)}</Text>;
      }}
      cell={({children, column}: CellProps) => (
        <Text>{draw(rows[numberOf(children)]?.[column] ?? '', column)}</Text>
      )}
      skeleton={({children}: PropsWithChildren) => (
        <Text {...style('muted')}>{ascii ? asciiRule(String(children)) : children}</Text>
      )}
    />
  );
}

function standIn(index: number): string {
  return String.fromCharCode(PRIVATE_USE + index);
}

function numberOf(children: unknown): number {
  return String(children).trim().charCodeAt(0) - PRIVATE_USE;
}

/** ink-table's own rules and corners, most of which lanewatch draws nowhere else. */
function asciiRule(text: string): string {
  return text
    .replace(/[┌┐└┘├┤┬┴┼]/g, '+')
    .replaceAll('─', '-')
    .replaceAll('│', '|');
}

/** Each column as wide as its content; the widest give way until the whole fits. */
function shareWidth(
  columns: readonly StaticColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly number[] {
  const widths = columns.map(({title}, index) =>
    Math.max(1, widthOf(clean(title)), ...rows.map(row => widthOf(clean(row[index] ?? '')))),
  );
  const rules = columns.length + 1;
  const total = () => widths.reduce((sum, one) => sum + one + 2 * PADDING, rules);
  while (total() > width) {
    const widest = Math.max(...widths);
    if (widest <= 1) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}
