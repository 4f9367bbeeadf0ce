import type {Flag} from 'meow';

/** What the names are of that a shell can complete. */
export type NameKind = 'agent' | 'challenge' | 'file' | 'profile' | 'query' | 'view';

/** A flag of the command line: what meow needs to read it, and what help says of it. */
export interface FlagSpec {
  readonly type: 'string' | 'number' | 'boolean';
  readonly shortFlag?: string;
  readonly default?: string | number | boolean;
  readonly choices?: readonly string[];
  /** Whose names its value may be, for completion. */
  readonly names?: NameKind;
  /** The word that stands for the value in help. */
  readonly value?: string;
  readonly help: string;
}

export type FlagSpecs = Readonly<Record<string, FlagSpec>>;

/** Where settings are taken from that are not given. */
export const profileFlags = {
  profile: {
    type: 'string',
    names: 'profile',
    value: 'NAME',
    help: 'The part of the configuration file to use; else LANEWATCH_PROFILE.',
  },
  config: {
    type: 'string',
    names: 'file',
    value: 'FILE',
    help: 'The configuration file; else ~/.config/lanewatch/config.yaml.',
  },
} as const satisfies FlagSpecs;

/** Understood by every command that connects. */
export const globalFlags = {
  databaseUrl: {
    type: 'string',
    shortFlag: 'd',
    value: 'URL',
    help: 'Where to connect; else DATABASE_URL or PG* variables.',
  },
  schema: {
    type: 'string',
    default: 'public',
    value: 'NAME',
    help: 'The schema the pipeline is installed in.',
  },
  ...profileFlags,
  color: {type: 'boolean', default: true, help: 'Colours; --no-color and NO_COLOR switch them off.'},
  ascii: {type: 'boolean', default: false, help: 'Draw with ASCII characters only.'},
  statementTimeout: {
    type: 'number',
    default: 10_000,
    value: 'MS',
    help: 'The longest a question may take, in milliseconds.',
  },
  logFile: {
    type: 'string',
    value: 'FILE',
    help: 'Append what happens to this file, as JSON lines.',
  },
  logLevel: {
    type: 'string',
    default: 'info',
    choices: ['error', 'warn', 'info', 'debug'],
    value: 'LEVEL',
    help: 'How much is told; debug adds stack traces.',
  },
} as const satisfies FlagSpecs;

export type FlagValues = Readonly<Record<string, string | number | boolean | undefined>>;

/** The specs as meow reads them, without defaults: with them it would take a flag without its value for one not given. */
export function toMeowFlags(
  specs: FlagSpecs,
): Record<string, Flag<'string', string> | Flag<'number', number> | Flag<'boolean', boolean>> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, {type, shortFlag}]) => [
      name,
      {type, ...(shortFlag ? {shortFlag} : {})},
    ]),
  ) as ReturnType<typeof toMeowFlags>;
}

/** `databaseUrl` as people type it: `--database-url`; one letter is a short flag. */
export function flagName(name: string): string {
  if (name.length === 1) return `-${name}`;
  return `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}
