import asciichart from 'asciichart';
import {formatScore} from './format.ts';
import type {ChartGlyphs} from './glyphs.ts';

export interface LineChartOptions {
  width: number;
  height: number;
  /** The theme's `glyphs.chart`. */
  glyphs: ChartGlyphs;
  min?: number;
  max?: number;
  /** Labels of the axis; they leave when there is no room for them. */
  format?(value: number): string;
}

interface Range {
  min: number;
  max: number;
}

/** What asciichart puts before the line itself: a blank label and the axis. */
const PREFIX = 2;

/**
 * A line over evenly spaced values, as exactly `height` lines of exactly `width` columns; none where no value is
 * known. A missing value is a gap in the line. Between two known values the line is straight.
 */
export function lineChart(values: readonly (number | null)[], options: LineChartOptions): string[] {
  const {width, height, glyphs, format = formatScore} = options;
  const range = rangeOf(values, options);
  if (range === undefined || width <= 0 || height <= 0) return [];
  const labels = labelRows(range, height, format);
  const labelWidth = Math.max(...labels.map(label => label.length));
  const room = width - labelWidth - 2;
  const withLabels = room >= 4;
  const plotWidth = withLabels ? room : width;
  const columns = resample(values, plotWidth);
  const grid = Array.from({length: height}, () => new Array<string>(plotWidth).fill(' '));
  for (const stretch of unbroken(columns)) drawStretch(grid, stretch, range, glyphs);
  const firstRow = columns[0] == null ? -1 : height - 1 - Math.round(toRow(columns[0], range, height));
  return grid.map((cells, row) => {
    if (!withLabels) return cells.join('');
    const axis = row === firstRow ? glyphs[0] : glyphs[1];
    return `${(labels[row] ?? '').padStart(labelWidth)} ${axis ?? ''}${cells.join('')}`;
  });
}

/** asciichart cannot draw gaps, so each stretch without one is a chart of its own, in rows instead of values. */
function drawStretch(
  grid: string[][],
  {start, values}: {start: number; values: readonly number[]},
  range: Range,
  glyphs: ChartGlyphs,
): void {
  const height = grid.length;
  const rows = values.map(value => toRow(value, range, height));
  // It draws the steps from one value to the next: one more value at the end gives each its column.
  const series = [...rows, rows.at(-1) ?? 0];
  const chart = asciichart.plot(series, {
    offset: PREFIX,
    min: 0,
    max: height - 1,
    symbols: glyphs,
    format: () => ' ',
  });
  for (const [row, line] of chart.split('\n').entries()) {
    for (const [column, character] of [...line.slice(PREFIX)].entries()) {
      const cells = grid[row];
      if (cells && character !== ' ') cells[start + column] = character;
    }
  }
}

function rangeOf(values: readonly (number | null)[], given: {min?: number; max?: number}): Range | undefined {
  const known = values.filter(isKnown);
  if (known.length === 0) return undefined;
  const min = given.min ?? Math.min(...known);
  const max = given.max ?? Math.max(...known);
  // A level line runs through the middle.
  return max > min ? {min, max} : {min: min - 1, max: min + 1};
}

function toRow(value: number, {min, max}: Range, height: number): number {
  const share = (value - min) / (max - min);
  return Math.max(0, Math.min(1, share)) * (height - 1);
}

function labelRows({min, max}: Range, height: number, format: (value: number) => string): string[] {
  if (height === 1) return [format((min + max) / 2)];
  return Array.from({length: height}, (_, row) => format(max - ((max - min) * row) / (height - 1)));
}

/** One value for each column. A column between two known values lies on the straight line between them. */
function resample(values: readonly (number | null)[], width: number): (number | null)[] {
  const shown = values.slice(Math.max(0, values.length - width));
  const step = width > 1 ? (shown.length - 1) / (width - 1) : 0;
  const columns = Array.from({length: width}, (_, column) => {
    const index = Math.floor(column * step);
    const left = shown[index] ?? null;
    const right = shown[index + 1] ?? null;
    return isKnown(left) && isKnown(right) ? left + (right - left) * (column * step - index) : null;
  });
  // A value has its own column in any case: next to a gap there is no line to hold it.
  for (const [index, value] of shown.entries()) {
    const column = step > 0 ? Math.round(index / step) : 0;
    if (isKnown(value)) columns[column] ??= value;
  }
  return columns;
}

function unbroken(columns: readonly (number | null)[]): {start: number; values: number[]}[] {
  const stretches: {start: number; values: number[]}[] = [];
  let open: {start: number; values: number[]} | undefined;
  for (const [start, value] of columns.entries()) {
    if (!isKnown(value)) {
      open = undefined;
    } else if (open) {
      open.values.push(value);
    } else {
      open = {start, values: [value]};
      stretches.push(open);
    }
  }
  return stretches;
}

function isKnown(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}
