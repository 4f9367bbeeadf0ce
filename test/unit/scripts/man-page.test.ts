import {spawnSync} from 'node:child_process';
import {describe, expect, it} from 'vitest';
import {manPage} from '../../../scripts/man-page.ts';
import {commands} from '../../../src/commands/registry.ts';
import {type FlagSpec, flagName} from '../../../src/config/flags.ts';

const page = manPage(commands, '1.2.3');
const hasMan = spawnSync('man', ['--version']).status === 0;

describe('the manual page', () => {
  it('tells every command with its options and examples', () => {
    const text = page.replaceAll('\\-', '-').replaceAll('\\(aq', "'").replaceAll('\\(ga', '`');
    for (const {name, flags, examples, summary} of commands.slice(1)) {
      const section = text.split('.SS ').find(each => each.startsWith(`lanewatch ${name}`)) ?? '';
      expect(section).toContain(summary);
      for (const line of examples) expect(section).toContain(line.replaceAll('…', '...'));
      for (const [flag, {help}] of Object.entries<FlagSpec>(flags)) {
        expect(section).toContain(flagName(flag).slice(2));
        expect(section).toContain(help);
      }
    }
  });

  it.skipIf(!hasMan)('is roff without a fault', () => {
    const {stdout, stderr} = spawnSync('man', ['--warnings', '-E', 'UTF-8', '-l', '-'], {
      input: page,
      encoding: 'utf8',
      env: {...process.env, MANWIDTH: '80', MANPAGER: 'cat', LC_ALL: 'C.UTF-8'},
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^LANEWATCH\(1\) +User Commands +LANEWATCH\(1\)\n/);
    expect(stdout.replaceAll('‐\n', '')).toContain("lanewatch cron next '*/10 * * * *'");
  });
});
