import {describe, expect, it, vi} from 'vitest';
import {completeCommand} from '../../../../src/app/palette/complete-command.ts';
import type {PaletteCommand} from '../../../../src/app/palette/palette-command.ts';
import {readCommand} from '../../../../src/app/palette/read-command.ts';
import {readInterval} from '../../../../src/app/palette/read-interval.ts';

const run = vi.fn<(argument: string) => undefined>();
const plain = (name: string): PaletteCommand => ({name, help: `Do ${name}.`, run});
const commands: readonly PaletteCommand[] = [
  plain('cron'),
  plain('refresh'),
  plain('refresh-all'),
  {...plain('challenge'), argument: {label: 'NAME', choices: () => ['Maze Runner', 'Amazing', 'Chess']}},
  {...plain('filter'), argument: {label: 'PATTERN', optional: true, choices: () => []}},
];
const read = (text: string) => {
  const result = readCommand(commands, text);
  return 'problem' in result ? result.problem : `${result.command.name}(${result.argument})`;
};

describe('readCommand', () => {
  it.each([
    ['cron', 'cron()'],
    [' :cron ', 'cron()'],
    ['CR', 'cron()'],
    // The whole name wins over longer ones that begin with it.
    ['refresh', 'refresh()'],
    ['refresh-', 'refresh-all()'],
    ['challenge maze  runner ', 'challenge(maze  runner)'],
    ['filter', 'filter()'],
    ['filter !ok', 'filter(!ok)'],
  ])('reads %j as %s', (text, meaning) => {
    expect(read(text)).toBe(meaning);
  });

  it.each([
    ['', /^Type a command/],
    ['c', /^c can be cron, challenge; type more of it\.$/],
    ['ref', /^ref can be refresh, refresh-all/],
    ['crno', /^There is no command crno\. Did you mean cron\?$/],
    ['zzzzzz', /^There is no command zzzzzz\. Tab lists them\.$/],
    ['cron 5', /^cron takes nothing behind it\.$/],
    ['challenge', /^challenge needs NAME: type it behind the name\.$/],
  ])('says of %j what is wrong and what to type', (text, problem) => {
    expect(read(text)).toMatch(problem);
  });
});

describe('completeCommand', () => {
  const complete = (text: string) => completeCommand(commands, text).map(found => found.text);

  it('lists everything at first, then what begins with the text, then what holds it', () => {
    expect(complete('')).toHaveLength(commands.length);
    expect(complete('re')).toEqual(['refresh', 'refresh-all']);
    expect(complete('all')).toEqual(['refresh-all', 'challenge ']);
    expect(complete('x')).toEqual([]);
  });

  it('goes on with what the argument can be', () => {
    expect(complete('challenge ')).toEqual(['challenge Maze Runner', 'challenge Amazing', 'challenge Chess']);
    expect(complete('challenge maz')).toEqual(['challenge Maze Runner', 'challenge Amazing']);
    expect(complete('cron x')).toEqual([]);
  });

  it('tells what cannot be run as it stands', () => {
    expect(completeCommand(commands, 'ch')[0]).toMatchObject({text: 'challenge ', open: true});
    expect(completeCommand(commands, 'fi')[0]).toMatchObject({text: 'filter ', open: false});
  });
});

describe('readInterval', () => {
  it.each([
    ['10s', 10_000],
    ['10', 10_000],
    ['500ms', 500],
    ['0.5 s', 500],
    ['2m', 120_000],
    ['5 MIN', 300_000],
  ])('reads %s', (text, ms) => {
    expect(readInterval(text)).toBe(ms);
  });

  it.each([
    ['soon', /^soon is no length of time/],
    ['-5s', /no length of time/],
    ['1e9', /no length of time/],
    ['499ms', /^499ms is out of bounds/],
    ['6m', /out of bounds: from 500ms to 5m/],
    ['10h', /no length of time/],
  ])('refuses %s and says what to type', (text, problem) => {
    expect(readInterval(text)).toMatch(problem);
  });
});
