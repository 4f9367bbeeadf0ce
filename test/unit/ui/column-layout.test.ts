import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {COLUMN_GAP, type Column, layoutColumns} from '../../../src/ui/column-layout.ts';

type Row = Record<string, string>;

const column = (id: string, rest: Partial<Column<Row>>): Column<Row> => ({
  id,
  title: id,
  priority: 0,
  min: 5,
  cell: row => row[id] ?? '',
  ...rest,
});

const columns = [
  column('state', {min: 9, max: 12}),
  column('job', {min: 10, max: 30, grow: true}),
  column('schedule', {min: 12, priority: 3}),
  column('runs', {min: 20, priority: 2}),
];
const rows = [{state: '✗ FAILING 7', job: 'refresh-weakness-patterns', schedule: '*/30 * * * *'}];
const shape = (width: number, given = rows) =>
  layoutColumns(columns, given, width).map(entry => `${entry.column.id}:${entry.width}`);

describe('layoutColumns', () => {
  it('gives each column its content and the rest to the growing one', () => {
    expect(shape(110)).toEqual(['state:11', 'job:61', 'schedule:12', 'runs:20']);
  });

  it('sends the least important away first', () => {
    expect(shape(56)).toEqual(['state:11', 'job:21', 'runs:20']);
    expect(shape(30)).toEqual(['state:11', 'job:17']);
  });

  it('narrows what may never leave', () => {
    expect(shape(12)).toEqual(['state:5', 'job:5']);
    expect(shape(2)).toEqual(['state:2']);
    expect(shape(0)).toEqual([]);
  });

  it('is wide enough for a title that is wider than the cells', () => {
    const [entry] = layoutColumns([column('submissions', {min: 3, max: 20})], [{submissions: '7'}], 40);
    expect(entry?.width).toBe(11);
  });

  it('uses exactly the width where a column grows, and never more', () => {
    const anyColumn = fc.record({
      id: fc.string({minLength: 1}),
      title: fc.string(),
      priority: fc.integer({min: 0, max: 5}),
      min: fc.integer({min: 1, max: 30}),
      max: fc.integer({min: 1, max: 60}),
      grow: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(anyColumn, {maxLength: 12}),
        fc.integer({min: 0, max: 250}),
        fc.string(),
        (specs, width, content) => {
          const placed = layoutColumns(
            specs.map(spec => ({...spec, cell: () => content})),
            [{}, {}],
            width,
          );
          const used = placed.reduce(
            (sum, entry) => sum + entry.width,
            COLUMN_GAP * Math.max(0, placed.length - 1),
          );
          expect(used).toBeLessThanOrEqual(width);
          expect(placed.every(entry => entry.width >= 1)).toBe(true);
          if (placed.some(entry => entry.column.grow)) expect(used).toBe(width);
        },
      ),
    );
  });
});
