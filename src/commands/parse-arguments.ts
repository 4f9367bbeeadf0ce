import meow from 'meow';
import type {Command, Invocation} from '../config/command.ts';
import {type FlagSpec, type FlagSpecs, type FlagValues, flagName, toMeowFlags} from '../config/flags.ts';
import {UsageError} from '../config/usage-error.ts';
import {everywhereFlags} from './everywhere-flags.ts';
import {suggest} from './suggest.ts';

/** What the command line asks for. */
export type Parsed =
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly invocation: Invocation;
      /** The flags that were given, without the defaults. */
      readonly given: FlagValues;
    }
  | {readonly kind: 'help'; readonly command: Command | null}
  | {readonly kind: 'version'};

/**
 * Reads the command line. Flags may stand before or after the command. Throws `UsageError`, with a suggestion where one
 * is near, for commands, flags, values and numbers of arguments that do not exist.
 */
export function parseArguments(argv: readonly string[], commands: readonly [Command, ...Command[]]): Parsed {
  const allFlags = Object.assign({}, ...commands.map(({flags}) => flags), everywhereFlags) as FlagSpecs;
  const first = read(argv, allFlags);
  if (first.flags.version === true) return {kind: 'version'};

  const [name] = first.input;
  const command = name === undefined ? commands[0] : commands.find(candidate => candidate.name === name);
  if (name !== undefined && !command) {
    throw new UsageError(
      `Unknown command "${name}".`,
      suggest(
        name,
        commands.map(candidate => candidate.name),
      ) ?? 'lanewatch --help lists the commands.',
    );
  }
  if (first.flags.help === true || !command)
    return {kind: 'help', command: name === undefined ? null : (command ?? null)};

  const specs: FlagSpecs = {...command.flags, ...everywhereFlags};
  checkSpelling(argv, specs);
  const {flags, input} = read(argv, specs);
  const rest = name === undefined ? input : input.filter((_, index) => index !== input.indexOf(name));
  checkFlags(flags, specs, command);
  checkInputs(rest, command);
  const given = flags as FlagValues;
  return {kind: 'run', command, invocation: {input: rest, flags: withDefaults(given, specs)}, given};
}

function read(argv: readonly string[], specs: FlagSpecs) {
  const {flags, input} = readWithMeow(argv, specs);
  return {flags: flags as Readonly<Record<string, unknown>>, input: input.map(String)};
}

function readWithMeow(argv: readonly string[], specs: FlagSpecs) {
  const options = {
    importMeta: import.meta,
    argv: [...argv],
    flags: toMeowFlags(specs),
    // Unknown flags are told by us, with a suggestion; help and version have texts of their own.
    allowUnknownFlags: true,
    autoHelp: false,
    autoVersion: false,
    help: false,
    description: false,
    version: '',
    pkg: {name: 'lanewatch'},
    booleanDefault: undefined,
  } as const;
  try {
    return meow(options);
  } catch (error) {
    const [, flag] = /flag (\S+) can only be set once/.exec(String(error)) ?? [];
    if (flag === undefined) throw error;
    throw new UsageError(`${flagName(flag.replace('--', ''))} is given more than once.`, 'Give it once.');
  }
}

/** What meow reads in ways of its own: `--no-` before a flag that takes a value, no value, odd values of switches. */
function checkSpelling(argv: readonly string[], specs: FlagSpecs): void {
  for (const [index, argument] of argv.entries()) {
    if (argument === '--') return;
    const [, no, kebab = '', value] = /^--(no-)?([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    const name = kebab.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (spec && no && spec.type !== 'boolean')
      throw new UsageError(`Unknown option --no-${kebab}.`, `${flagName(name)} takes a value.`);
    if (spec?.type === 'number' && !(value ?? argv[index + 1])) throw needsNumber(name, spec);
    if (spec?.type === 'boolean' && value !== undefined && !['true', 'false'].includes(value)) {
      throw new UsageError(`${flagName(name)} cannot be "${value}".`, 'It is given without a value.');
    }
  }
}

function checkFlags(flags: Readonly<Record<string, unknown>>, specs: FlagSpecs, command: Command): void {
  for (const [name, value] of Object.entries(flags)) {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    const shown = flagName(name);
    if (!spec) {
      const near = suggest(shown, Object.keys(specs).map(flagName));
      throw new UsageError(
        `Unknown option ${shown}.`,
        near ?? `lanewatch ${command.name} --help shows the options.`,
      );
    }
    if (value === undefined && spec.type === 'boolean') continue;
    if (spec.type === 'number' && !Number.isFinite(value)) {
      throw needsNumber(name, spec);
    }
    if (spec.type === 'string' && value === '')
      throw new UsageError(`${shown} needs a value.`, `For example ${shown} ${spec.value ?? 'VALUE'}.`);
    if (spec.choices && !spec.choices.includes(String(value))) {
      throw new UsageError(
        `${shown} cannot be "${String(value)}".`,
        suggest(String(value), spec.choices) ?? `It is one of: ${spec.choices.join(', ')}.`,
      );
    }
  }
}

function needsNumber(name: string, spec: FlagSpec): UsageError {
  const shown = flagName(name);
  return new UsageError(`${shown} needs a number.`, `For example ${shown} ${String(spec.default ?? 1)}.`);
}

function checkInputs(input: readonly string[], {name, usage, inputs}: Command): void {
  const shape = `Use: lanewatch ${[name, usage].filter(Boolean).join(' ')}.`;
  if (input.length < inputs.min) throw new UsageError(`${name} needs more arguments.`, shape);
  const extra = input[inputs.max];
  if (extra !== undefined) throw new UsageError(`${name} does not take the argument "${extra}".`, shape);
}

/** Each flag of the specs, with its default where it has no value. */
export function withDefaults(flags: FlagValues, specs: FlagSpecs): FlagValues {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, flags[name] ?? spec.default]));
}
