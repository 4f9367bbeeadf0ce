import {describe, expect, it} from 'vitest';
import {helpText} from '../../../src/commands/help-text.ts';
import {parseArguments} from '../../../src/commands/parse-arguments.ts';
import {commands} from '../../../src/commands/registry.ts';
import {type FlagSpec, flagName} from '../../../src/config/flags.ts';

describe('help', () => {
  it('names every command of the program, and the options of the monitor', () => {
    const [monitor, ...others] = commands;
    const text = helpText(commands, null);
    for (const example of monitor.examples) expect(text).toContain(`  ${example}\n`);
    for (const {name} of others) expect(text).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
    for (const {summary} of others) expect(text).toContain(summary);
    for (const name of Object.keys(monitor.flags)) expect(text).toContain(flagName(name).slice(2));
    expect(text).toContain('  --no-color');
    expect(text).toMatch(/-d, --database-url URL {2,}\S/);
  });

  it.each(commands)('of $name tells every option, its choices and its default', command => {
    const text = helpText(commands, command);
    expect(text.startsWith(`lanewatch ${command.name}`)).toBe(true);
    for (const [name, spec] of Object.entries(command.flags) as [string, FlagSpec][]) {
      const line = text
        .split('\n')
        .find(each => each.includes(flagName(name).slice(2)) && each.includes(spec.help));
      expect(line, name).toBeDefined();
      if (spec.choices) expect(line).toContain(`One of ${spec.choices.join(', ')}.`);
      if (spec.type !== 'boolean' && spec.default !== undefined)
        expect(line).toContain(`Default ${spec.default}.`);
    }
  });

  it.each(commands)('of $name has examples that are understood', command => {
    expect(command.examples.length).toBeGreaterThan(0);
    for (const example of command.examples) {
      expect(example).toMatch(/^([A-Z_]+=\S+ )*lanewatch\b/);
      const words = [
        ...(example
          .replace(/^([A-Z_]+=\S+ )*/, '')
          .split(/ [<>#|] /)[0]
          ?.matchAll(/'([^']*)'|(\S+)/g) ?? []),
      ].map(([, quoted, bare]) => quoted ?? bare ?? '');
      const parsed = parseArguments(words.slice(1), commands);
      expect(parsed).toMatchObject({kind: 'run', command: {name: command.name}});
    }
  });

  it('fits in 120 columns', () => {
    for (const command of [null, ...commands])
      for (const line of helpText(commands, command).split('\n'))
        expect(line.length, line).toBeLessThanOrEqual(120);
  });
});
