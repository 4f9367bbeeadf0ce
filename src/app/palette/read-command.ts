import {closest, distance} from 'fastest-levenshtein';
import {type PaletteCommand, splitCommand} from './palette-command.ts';

export type ReadCommand =
  | {readonly command: PaletteCommand; readonly argument: string}
  /** What is wrong, and what to type instead. */
  | {readonly problem: string};

/** The command that a line means: by its name, or by as much of the name as leaves no other. */
export function readCommand(commands: readonly PaletteCommand[], text: string): ReadCommand {
  const {name, argument} = splitCommand(text);
  if (name === '') return {problem: 'Type a command; Tab completes it.'};
  const wanted = name.toLowerCase();
  const begun = commands.filter(command => command.name.startsWith(wanted));
  const command = begun.find(found => found.name === wanted) ?? (begun.length === 1 ? begun[0] : undefined);
  if (!command) return {problem: begun.length > 1 ? ambiguous(name, begun) : unknown(name, commands)};
  if (argument !== '' && !command.argument) return {problem: `${command.name} takes nothing behind it.`};
  if (argument === '' && command.argument && !command.argument.optional)
    return {problem: `${command.name} needs ${command.argument.label}: type it behind the name.`};
  return {command, argument};
}

function ambiguous(name: string, begun: readonly PaletteCommand[]): string {
  const names = begun.slice(0, 4).map(command => command.name);
  return `${name} can be ${names.join(', ')}${begun.length > 4 ? ' …' : ''}; type more of it.`;
}

function unknown(name: string, commands: readonly PaletteCommand[]): string {
  const near = closest(
    name,
    commands.map(command => command.name),
  );
  const isNear = distance(name, near) <= Math.max(2, name.length / 3);
  return `There is no command ${name}. ${isNear ? `Did you mean ${near}?` : 'Tab lists them.'}`;
}
