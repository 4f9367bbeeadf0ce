import {describe, expect, it} from 'vitest';
import {findOne} from '../../../../src/commands/report/find-one.ts';

const maze = {id: '25ea1682-0000-4000-8000-000000000001', label: 'Maze'};
const runner = {id: '25ff1682-0000-4000-8000-000000000002', label: 'Maze Runner'};
const unnamed = {id: '7a000000-0000-4000-8000-000000000003', label: null};
const all = [runner, maze, unnamed];

describe('the challenge that was meant', () => {
  it.each([
    ['MAZE', maze],
    [' maze runner ', runner],
    ['runn', runner],
    ['25ea', maze],
    ['7a', unnamed],
    [unnamed.id.toUpperCase(), unnamed],
  ])('%j', (text, wanted) => {
    expect(findOne('challenge', all, text)).toBe(wanted);
  });

  it('is not guessed where several fit', () => {
    expect(() => findOne('challenge', all, '25')).toThrow(
      '--challenge "25" fits more than one challenge: Maze Runner (25ff1682), Maze (25ea1682). Give more of the name or of the id.',
    );
  });

  it('is suggested where none fits', () => {
    expect(() => findOne('challenge', all, 'mzae')).toThrow(
      'There is no challenge "mzae": no name contains that, and no id begins with it. Did you mean Maze?',
    );
    expect(() => findOne('challenge', all, 'xyzzy-plugh')).toThrow(`There is Maze Runner (25ff1682)`);
    expect(() => findOne('agent', [], 'vega')).toThrow('analytics_label');
  });

  it('is told without control sequences', () => {
    expect(() => findOne('agent', [{...maze, label: 'x\u001B[2J'}], '\u001B[31mno')).toThrow(
      'There is no agent "no"',
    );
  });
});
