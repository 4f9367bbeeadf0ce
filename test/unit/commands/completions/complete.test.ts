import {describe, expect, it} from 'vitest';
import {complete, type Typed} from '../../../../src/commands/completions/complete.ts';
import {printCandidate} from '../../../../src/commands/completions/scripts.ts';
import {commands} from '../../../../src/commands/registry.ts';
import {type FlagSpec, flagName} from '../../../../src/config/flags.ts';

const asked: {kind: string; typed: Typed; beginning: string}[] = [];

/** The last word of a line is the one under the cursor. */
async function words(line: string): Promise<string[]> {
  const found = await complete(line.split(' '), commands, async (kind, typed, beginning) => {
    asked.push({kind, typed, beginning});
    return [{word: `<${kind}>`, help: ''}];
  });
  return found.map(({word}) => word);
}

describe('what fits for the last word', () => {
  it.each([
    ['', commands.map(({name}) => name)],
    ['re', ['refresh', 'report']],
    ['xyzzy', []],
    ['check ', ['cron', 'views', 'listen', 'pipeline', 'all']],
    ['report w', ['weaknesses', 'wins']],
    ['--screen cron report w', ['weaknesses', 'wins']],
    ['cron ', ['next']],
    ['cron next ', []],
    ['check --format n', ['nagios']],
    ['check --format=n', ['--format=nagios']],
    ['check -- ', ['cron', 'views', 'listen', 'pipeline', 'all']],
    ['check --dry', []],
    ['migrate --dry', ['--dry-run']],
    ['migrate --dry-run --dry', []],
    ['--no-c', ['--no-color']],
    ['--screen do', ['doctor']],
    ['worker --screen do', []],
    ['report lanes --agent ', ['<agent>']],
    ['report lanes --challenge=', ['--challenge=<challenge>']],
    ['explain ', ['<query>', '<view>']],
    ['refresh mv_a mv_', ['<view>']],
    ['plan ', ['<file>']],
    ['demo --keep ', ['<file>']],
    ['--database-url ', []],
  ])('%j', async (line, wanted) => {
    expect(await words(line)).toEqual(wanted);
  });

  it.each(commands)('of $name are all its options', async ({name, flags}) => {
    const wanted = Object.entries<FlagSpec>(flags).map(([flag, spec]) =>
      spec.default === true ? flagName(flag).replace('--', '--no-') : flagName(flag),
    );
    expect(await words(`${name} -`)).toEqual([...wanted, '--help', '--version']);
  });

  it('is looked up where the line says', async () => {
    await words('-d postgres://u@db1/lanes --schema=analytics report lanes --challenge Maz');
    expect(asked.at(-1)).toMatchObject({kind: 'challenge', beginning: 'Maz'});
    expect(asked.at(-1)?.typed.command?.name).toBe('report');
    expect([...(asked.at(-1)?.typed.flags ?? [])]).toEqual([
      ['databaseUrl', 'postgres://u@db1/lanes'],
      ['schema', 'analytics'],
      ['challenge', ''],
    ]);
  });
});

it('is printed as each shell reads it', () => {
  const candidate = {word: 'a:b', help: 'what it is'};
  expect(printCandidate(candidate, 'bash')).toBe('a:b');
  expect(printCandidate(candidate, 'zsh')).toBe('a\\:b:what it is');
  expect(printCandidate(candidate, 'fish')).toBe('a:b\twhat it is');
});
