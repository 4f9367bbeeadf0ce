import type {FlagSpecs, FlagValues, NameKind} from './flags.ts';

/** What a command is given. */
export interface Invocation {
  readonly input: readonly string[];
  readonly flags: FlagValues;
  /** What the profile says beside the values of flags. */
  readonly profile?: ProfileSettings;
}

/** The part of a profile that no flag can say. */
export interface ProfileSettings {
  readonly name: string;
  /** Limits of the health rules, by their names. */
  readonly thresholds: Readonly<Record<string, number>>;
  readonly theme?: string | undefined;
  readonly motion?: 'full' | 'reduced' | undefined;
  /** Keys by the full names of what they do. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** A SELECT of names for people. */
  readonly labels?: string | undefined;
}

/** What an argument may be. */
export interface Place {
  readonly choices?: readonly string[];
  readonly names?: readonly NameKind[];
}

/** A subcommand. It returns the exit code; errors it throws are told by `main`. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The arguments as help shows them, for example `[VIEW...]`. */
  readonly usage: string;
  readonly inputs: {readonly min: number; readonly max: number};
  /** What may stand at each place, for completion; the last holds for all that follow. */
  readonly places?: readonly Place[];
  readonly flags: FlagSpecs;
  readonly examples: readonly string[];
  /** It changes the database: a read-only profile refuses it. */
  readonly writes?: true;
  /** What wrong usage exits with; 2 unless the callers of the command expect something else. */
  readonly usageExitCode?: number;
  run(invocation: Invocation): Promise<number>;
}
