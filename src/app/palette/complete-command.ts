import {type PaletteCommand, splitCommand} from './palette-command.ts';

/** One way to go on from what is typed. */
export interface Completion {
  /** The whole line that it stands for. */
  readonly text: string;
  readonly help: string;
  /** The line needs more behind it before it can be run. */
  readonly open: boolean;
}

/** The ways to go on, the likeliest first: what begins with the text, then what holds it. */
export function completeCommand(commands: readonly PaletteCommand[], text: string): readonly Completion[] {
  const {name, argument, atArgument} = splitCommand(text);
  if (!atArgument) {
    return rank(commands, name, command => command.name).map(command => ({
      text: command.argument ? `${command.name} ` : command.name,
      help: command.argument ? `${command.argument.label}: ${command.help}` : command.help,
      open: command.argument !== undefined && !command.argument.optional,
    }));
  }
  const command = commands.find(known => known.name === name.toLowerCase());
  if (!command?.argument) return [];
  return rank(command.argument.choices(), argument, choice => choice).map(choice => ({
    text: `${command.name} ${choice}`,
    help: command.help,
    open: false,
  }));
}

function rank<Entry>(
  entries: readonly Entry[],
  typed: string,
  nameOf: (entry: Entry) => string,
): readonly Entry[] {
  const wanted = typed.toLowerCase();
  const begins = (entry: Entry) => nameOf(entry).toLowerCase().startsWith(wanted);
  const holds = (entry: Entry) => nameOf(entry).toLowerCase().includes(wanted);
  return [...entries.filter(begins), ...entries.filter(entry => !begins(entry) && holds(entry))];
}
