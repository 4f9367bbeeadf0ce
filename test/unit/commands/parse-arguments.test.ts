import {describe, expect, it} from 'vitest';
import {type Parsed, parseArguments} from '../../../src/commands/parse-arguments.ts';
import {commands} from '../../../src/commands/registry.ts';
import {type FlagSpec, flagName} from '../../../src/config/flags.ts';
import {UsageError} from '../../../src/config/usage-error.ts';

const parse = (...argv: string[]): Parsed => parseArguments(argv, commands);

function run(...argv: string[]): {name: string; input: readonly string[]; flags: Record<string, unknown>} {
  const parsed = parse(...argv);
  if (parsed.kind !== 'run') throw new Error(`not a run but ${parsed.kind}`);
  return {
    name: parsed.command.name,
    input: parsed.invocation.input,
    flags: parsed.invocation.flags,
  };
}

/** What is told where the usage is wrong. */
function refusal(...argv: string[]): string {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} ${error.remedy}`;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Arguments that every command accepts beside its flags. */
const inputs: Readonly<Record<string, readonly string[]>> = {
  cron: ['next', '* * * * *'],
  plan: ['-'],
  report: ['lanes'],
  completions: ['bash'],
  alert: ['test'],
  labels: ['import', 'names.csv'],
  config: ['check'],
  explain: ['-'],
};
const enough = (name: string) => inputs[name] ?? [];

/** A value that the flag takes, and how it is then read. */
function example({type, choices}: FlagSpec): [text: string, value: unknown] {
  if (type === 'number') return ['42', 42];
  const text = choices?.at(-1) ?? 'some value';
  return [text, text];
}

describe('every flag of every command', () => {
  const all = commands.flatMap(command =>
    Object.entries(command.flags).map(([name, spec]) => ({
      command: command.name,
      name,
      spec: spec as FlagSpec,
    })),
  );

  it.each(all)('$command $name is read before and after the command', ({command, name, spec}) => {
    if (spec.type === 'boolean') {
      const given = spec.default === true ? flagName(name).replace('--', '--no-') : flagName(name);
      for (const argv of [
        [given, command, ...enough(command)],
        [command, ...enough(command), given],
      ])
        expect(run(...argv)).toMatchObject({name: command, flags: {[name]: spec.default !== true}});
      return;
    }
    const [text, value] = example(spec);
    const spellings = [[flagName(name), text], [`${flagName(name)}=${text}`]];
    if (spec.shortFlag) spellings.push([`-${spec.shortFlag}`, text]);
    for (const given of spellings) {
      for (const argv of [
        [...given, command, ...enough(command)],
        [command, ...enough(command), ...given],
      ])
        expect(run(...argv)).toMatchObject({name: command, input: enough(command), flags: {[name]: value}});
    }
  });

  it.each(all)('$command $name has its default where it is not given', ({command, name, spec}) => {
    expect(run(command, ...enough(command)).flags[name]).toBe(spec.default);
  });

  it.each(all.filter(({spec}) => spec.type !== 'boolean'))(
    '$command $name needs a value',
    ({command, name}) => {
      for (const given of [[flagName(name)], [`${flagName(name)}=`], [flagName(name), '--help-me-not']])
        expect(refusal(command, ...enough(command), ...given)).toMatch(
          /needs a (value|number)|Unknown option/,
        );
      expect(refusal(command, ...enough(command), flagName(name).replace('--', '--no-'))).toMatch(
        /needs a (value|number)|Unknown option/,
      );
    },
  );

  it.each(all)('$command $name is given once', ({command, name, spec}) => {
    if (spec.type === 'boolean') {
      expect(refusal(command, ...enough(command), `${flagName(name)}=perhaps`)).toContain(
        'given without a value',
      );
      return;
    }
    const given = [flagName(name), example(spec)[0]];
    expect(refusal(command, ...enough(command), ...given, ...given)).toBe(
      `${flagName(name)} is given more than once. Give it once.`,
    );
  });

  it.each(all.filter(({spec}) => spec.type === 'number'))(
    '$command $name refuses what is no number',
    ({command, name}) => {
      for (const text of ['abc', '1,5', 'NaN', 'Infinity'])
        expect(refusal(command, ...enough(command), flagName(name), text)).toContain(
          `${flagName(name)} needs a number`,
        );
    },
  );

  it.each(all.filter(({spec}) => spec.choices))(
    '$command $name refuses what is not one of its choices',
    ({command, name, spec}) => {
      const told = refusal(command, ...enough(command), flagName(name), 'xyzzy-plugh');
      expect(told).toContain(`${flagName(name)} cannot be "xyzzy-plugh"`);
      expect(told).toContain(`It is one of: ${spec.choices?.join(', ')}.`);
    },
  );
});

describe('commands', () => {
  it('is the monitor where none is named', () => {
    expect(run()).toMatchObject({name: 'monitor', input: []});
    expect(run('--screen', 'cron').flags.screen).toBe('cron');
  });

  it('takes a flag’s value for no command', () => {
    expect(run('--agent', 'migrate')).toMatchObject({name: 'monitor', flags: {agent: 'migrate'}});
    expect(run('--schema', 'worker', 'migrate')).toMatchObject({name: 'migrate', flags: {schema: 'worker'}});
  });

  it('hands over arguments in their order, also those named like the command', () => {
    expect(run('refresh', 'mv_b', 'refresh', 'mv_a').input).toEqual(['mv_b', 'refresh', 'mv_a']);
    expect(run('cron', 'next', '*/10 * * * *', '--count', '3')).toMatchObject({
      input: ['next', '*/10 * * * *'],
      flags: {count: 3},
    });
    expect(run('cron', 'next', '0 0 -1 * *').input).toEqual(['next', '0 0 -1 * *']);
  });

  it('keeps arguments as they were typed', () => {
    expect(run('refresh', '007', '1e3').input).toEqual(['007', '1e3']);
    expect(run('refresh', '--', '--odd').input).toEqual(['--odd']);
  });

  it.each([
    [['migrat'], 'Unknown command "migrat". Did you mean migrate?'],
    [['Worker'], 'Did you mean worker?'],
    [['xyzzy-plugh'], 'lanewatch --help lists the commands'],
    [['migrate', 'now'], 'migrate does not take the argument "now". Use: lanewatch migrate.'],
    [['cron', 'next'], "cron needs more arguments. Use: lanewatch cron next 'SCHEDULE'."],
    [['cron'], 'cron needs more arguments'],
  ])('%j is refused', (argv, told) => {
    expect(refusal(...argv)).toContain(told);
  });
});

describe('unknown flags', () => {
  it.each([
    [['--scren', 'cron'], 'Unknown option --scren. Did you mean --screen?'],
    [['migrate', '--dry-rum'], 'Did you mean --dry-run?'],
    [['--dryRun', 'demo'], 'Unknown option --dry-run'],
    [['worker', '--screen', 'cron'], 'Unknown option --screen'],
    [['--xyzzy-plugh'], 'lanewatch monitor --help shows the options'],
    [['-x'], 'Unknown option -x'],
    [['--constructor'], 'Unknown option --constructor'],
    [['--to-string'], 'Unknown option --to-string'],
    [['--__proto__', 'x'], 'Unknown option'],
  ])('%j is refused', (argv, told) => {
    expect(refusal(...argv)).toContain(told);
  });
});

describe('help and version', () => {
  it.each([[['--help']], [['-h']], [['--help', '--screen', 'cron']]])('%j is help for the program', argv => {
    expect(parse(...argv)).toEqual({kind: 'help', command: null});
  });

  it.each(commands)('$name --help is help for the command', command => {
    expect(parse(command.name, '--help')).toEqual({kind: 'help', command});
    expect(parse('-h', command.name)).toEqual({kind: 'help', command});
  });

  it('is the version wherever it stands', () => {
    expect(parse('--version')).toEqual({kind: 'version'});
    expect(parse('migrate', '--version')).toEqual({kind: 'version'});
  });
});
