import type {Command} from '../../config/command.ts';
import {type FlagSpec, type FlagSpecs, flagName, type NameKind} from '../../config/flags.ts';
import {everywhereFlags} from '../everywhere-flags.ts';

/** One word that would fit, and what it means. */
export interface Candidate {
  readonly word: string;
  readonly help: string;
}

/** What was typed so far, as far as completion understands it. */
export interface Typed {
  readonly command: Command | undefined;
  /** Flags with the values they were given, by the names of their specs. */
  readonly flags: ReadonlyMap<string, string>;
  readonly inputs: readonly string[];
  /** The flag whose value the last word is, or would be. */
  readonly open: FlagSpec | undefined;
}

/** Finds names that begin with what is typed; where they come from is not known here. */
export type FindNames = (kind: NameKind, typed: Typed, beginning: string) => Promise<readonly Candidate[]>;

/** What fits for the last of the words behind `lanewatch`, which may be empty. */
export async function complete(
  words: readonly string[],
  commands: readonly [Command, ...Command[]],
  findNames: FindNames,
): Promise<readonly Candidate[]> {
  const last = words.at(-1) ?? '';
  const typed = readTyped(words.slice(0, -1), commands);
  if (typed.open) return completeValue(typed.open, last, typed, findNames);
  const [, flag, beginning = ''] = /^(--[^=]+)=(.*)$/s.exec(last) ?? [];
  if (flag !== undefined) {
    const spec = findFlag(flag, typed.command ?? commands[0])?.[1];
    const values = spec ? await completeValue(spec, beginning, typed, findNames) : [];
    return values.map(({word, help}) => ({word: `${flag}=${word}`, help}));
  }
  if (last.startsWith('-')) {
    return flagCandidates(typed.command ?? commands[0], typed.flags).filter(({word}) =>
      word.startsWith(last),
    );
  }
  if (typed.command === undefined) {
    return commands
      .map(({name, summary}) => ({word: name, help: summary}))
      .filter(({word}) => word.startsWith(last));
  }
  const {places = []} = typed.command;
  const {choices = [], names = []} = places[typed.inputs.length] ?? places.at(-1) ?? {};
  const found = await Promise.all(names.map(kind => findNames(kind, typed, last)));
  return [...choices.filter(word => word.startsWith(last)).map(word => ({word, help: ''})), ...found.flat()];
}

async function completeValue(
  {choices, names}: FlagSpec,
  beginning: string,
  typed: Typed,
  findNames: FindNames,
): Promise<readonly Candidate[]> {
  if (choices) return choices.filter(word => word.startsWith(beginning)).map(word => ({word, help: ''}));
  return names ? findNames(names, typed, beginning) : [];
}

function readTyped(words: readonly string[], commands: readonly [Command, ...Command[]]): Typed {
  let command: Command | undefined;
  let open: FlagSpec | undefined;
  let openName = '';
  const flags = new Map<string, string>();
  const inputs: string[] = [];
  for (const word of words) {
    if (open) {
      flags.set(openName, word);
      open = undefined;
      continue;
    }
    const [, flag, value] = /^(--?[^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    const found = flag ? findFlag(flag, command ?? commands[0]) : undefined;
    if (found) {
      const [name, spec] = found;
      flags.set(name, value ?? '');
      if (spec.type !== 'boolean' && value === undefined) [openName, open] = found;
    } else if (flag === undefined || word === '--') {
      if (command === undefined) command = commands.find(({name}) => name === word);
      else if (word !== '--') inputs.push(word);
    }
  }
  return {command, flags, inputs, open};
}

function findFlag(typed: string, command: Command): [string, FlagSpec] | undefined {
  return Object.entries<FlagSpec>(flagsOf(command)).find(
    ([name, spec]) => spellingOf(name, spec) === typed || `-${spec.shortFlag}` === typed,
  );
}

function flagCandidates(command: Command, given: ReadonlyMap<string, string>): readonly Candidate[] {
  return Object.entries<FlagSpec>(flagsOf(command))
    .filter(([name]) => !given.has(name))
    .map(([name, spec]) => ({word: spellingOf(name, spec), help: spec.help}));
}

function flagsOf({flags}: Command): FlagSpecs {
  return {...flags, ...everywhereFlags};
}

/** A switch that is on is of use only to switch it off. */
function spellingOf(name: string, {default: fallback}: FlagSpec): string {
  return fallback === true ? flagName(name).replace('--', '--no-') : flagName(name);
}
