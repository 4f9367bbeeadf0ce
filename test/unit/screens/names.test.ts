import {describe, expect, it} from 'vitest';
import {findNamed, nameOf} from '../../../src/screens/names.ts';

const runner = {id: '25ea1682-0000-4000-8000-000000000000', label: 'Maze Runner'};
const maze = {id: '99ea1682-0000-4000-8000-000000000000', label: 'Maze'};
const tower = {id: 'fc5dc385-0000-4000-8000-000000000000', label: 'Tower Defence'};
const unnamed = {id: 'cafe0000-0000-4000-8000-000000000000', label: null};
const entries = [runner, maze, tower, unnamed];

describe('findNamed', () => {
  it.each([
    ['a whole id', runner.id, runner],
    ['the beginning of an id', 'FC5D', tower],
    ['a name, before a longer one that begins with it', 'maze', maze],
    ['the beginning of a name', 'maze r', runner],
    ['a part of a name', 'defence', tower],
    ['an id without a name', 'cafe', unnamed],
  ])('finds by %s', (_, text, expected) => {
    expect(findNamed(entries, text)).toBe(expected);
  });

  it('finds nothing for a text that fits nothing, or is none', () => {
    expect(findNamed(entries, 'zebra')).toBeUndefined();
    expect(findNamed(entries, '  ')).toBeUndefined();
  });
});

describe('nameOf', () => {
  it('is the label, or the beginning of the id', () => {
    expect(nameOf(maze)).toBe('Maze');
    expect(nameOf(unnamed)).toBe('cafe0000');
  });
});
