/** Something a person can ask for by name. */
export interface PaletteCommand {
  readonly name: string;
  /** One sentence. */
  readonly help: string;
  /** What stands behind the name; a command without one takes nothing. */
  readonly argument?: PaletteArgument;
  /** Does it; gives the reason where it cannot be done. */
  run(argument: string): string | undefined;
}

export interface PaletteArgument {
  /** What it is called: `10s`, `NAME`. */
  readonly label: string;
  /** May be left out. */
  readonly optional?: boolean;
  /** What it can be, as far as is known now. */
  choices(): readonly string[];
}

/** What stands on the command line, in two parts. */
export interface TypedCommand {
  readonly name: string;
  readonly argument: string;
  /** There is a blank behind the name: what is typed now is the argument. */
  readonly atArgument: boolean;
}

export function splitCommand(text: string): TypedCommand {
  const typed = text.trimStart().replace(/^:/, '');
  const blank = typed.search(/\s/);
  if (blank < 0) return {name: typed, argument: '', atArgument: false};
  return {name: typed.slice(0, blank), argument: typed.slice(blank).trim(), atArgument: true};
}
