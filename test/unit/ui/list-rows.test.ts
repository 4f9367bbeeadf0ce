import {describe, expect, it} from 'vitest';
import type {Column} from '../../../src/ui/column-layout.ts';
import {compileFilter} from '../../../src/ui/list-filter.ts';
import {arrangeRows, sortableColumns} from '../../../src/ui/list-rows.ts';

interface Row {
  name: string;
  tookMs: number | null;
}

const columns: Column<Row>[] = [
  {id: 'name', title: 'NAME', priority: 0, min: 4, cell: row => row.name, sortValue: row => row.name},
  {id: 'took', title: 'TOOK', priority: 0, min: 4, cell: () => '', sortValue: row => row.tookMs},
  {id: 'runs', title: 'RUNS', priority: 1, min: 4, cell: () => ''},
];
const rows: Row[] = [
  {name: 'b', tookMs: 2},
  {name: 'c', tookMs: null},
  {name: 'a', tookMs: 10},
  {name: 'd', tookMs: 2},
];
const options = {columns, textOf: (row: Row) => row.name, isFault: (row: Row) => row.tookMs === null};
const everything = {sort: null, filter: '', faultsOnly: false};
const names = (state: Partial<Parameters<typeof arrangeRows>[1]>) =>
  arrangeRows(rows, {...everything, ...state}, options)
    .rows.map(row => row.name)
    .join('');

describe('arrangeRows', () => {
  it('leaves the rows alone when nothing is asked', () => {
    expect(arrangeRows(rows, everything, options).rows).toBe(rows);
  });

  it('sorts by value, with missing values last in both directions', () => {
    expect(names({sort: {column: 'took', descending: false}})).toBe('bdac');
    expect(names({sort: {column: 'took', descending: true}})).toBe('abdc');
    expect(names({sort: {column: 'gone', descending: true}})).toBe('bcad');
  });

  it('filters and shows only faults', () => {
    expect(names({filter: '[ab]'})).toBe('ba');
    expect(names({filter: '!a'})).toBe('bcd');
    expect(names({faultsOnly: true})).toBe('c');
    expect(names({filter: 'a', faultsOnly: true})).toBe('');
  });

  it('names the columns one can sort by', () => {
    expect(sortableColumns(columns)).toEqual(['name', 'took']);
  });
});

describe('compileFilter', () => {
  it.each([
    ['', 'anything', true],
    ['!', 'anything', true],
    ['MAZE', 'the maze runner', true],
    ['^maze', 'the maze runner', false],
    ['!maze', 'the maze runner', false],
    ['a(b', 'xA(By', true],
    ['!a(b', 'x', true],
  ])('%j on %j is %s', (filter, text, expected) => {
    expect(compileFilter(filter).matches(text)).toBe(expected);
  });

  it('says when a pattern is taken as plain text', () => {
    expect(compileFilter('a(b').problem).toMatch(/plain text/);
    expect(compileFilter('a.b').problem).toBeNull();
  });
});
