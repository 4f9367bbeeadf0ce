import {dirname} from 'node:path';
import type {Command, Invocation} from '../config/command.ts';
import type {FlagValues} from '../config/flags.ts';
import {defaultConfigFile, findConfigFile} from '../config/profile/find-config-file.ts';
import {UsageError} from '../config/usage-error.ts';
import {withDefaults} from './parse-arguments.ts';

type Environment = Record<string, string | undefined>;

/** A command as it was asked for. */
interface Asked {
  readonly command: Command;
  readonly invocation: Invocation;
  readonly given: FlagValues;
}

/**
 * Fills in what the profile says and nobody has given: a flag goes before the environment, that before the profile, that
 * before the default. Where there is no configuration file nothing is loaded. `env` takes over what the profile says in
 * place of variables. Where it is to be quiet, no command is run for a secret: it throws then.
 */
export async function withProfile(
  {command, invocation, given}: Asked,
  env: Environment,
  {isQuiet}: {isQuiet?: boolean} = {},
): Promise<Invocation> {
  if (!('profile' in command.flags)) return invocation;
  const named = textOf(given.profile) ?? textOf(env.LANEWATCH_PROFILE);
  const path = findConfigFile(textOf(given.config), env);
  if (path === null) {
    if (named === undefined) return invocation;
    throw new UsageError(
      `There is no profile "${named}": there is no configuration file.`,
      `Write ${defaultConfigFile(env)}, or name another file with --config.`,
    );
  }
  const [{readConfigFile}, {chooseProfile}, profileFlags, {profileVocabulary}] = await Promise.all([
    import('../config/profile/config-file.ts'),
    import('../config/profile/choose-profile.ts'),
    import('../config/profile/profile-flags.ts'),
    import('./profile-vocabulary.ts'),
  ]);
  const chosen = chooseProfile(readConfigFile(path, profileVocabulary), named);
  if (chosen === null) return invocation;
  const {name, profile} = chosen;
  if (command.writes && profile['read-only'] === true) {
    throw new UsageError(
      `The profile "${name}" is read-only, and ${command.name} writes.`,
      `Choose another profile, or change read-only in ${path}.`,
    );
  }
  const place = {env, folder: dirname(path), isQuiet};
  const ofProfile = profileFlags.flagsOfProfile(chosen, place, given.databaseUrl !== undefined);
  // The limit of a profile is that of questions: what changes the database may take its time.
  const limits = command.writes ? {statementTimeout: undefined} : {};
  if ('alertExec' in command.flags) Object.assign(env, profileFlags.variablesOfProfile(chosen, place));
  return {
    input: invocation.input,
    flags: withDefaults({...ofProfile, ...limits, ...withoutGaps(given)}, command.flags),
    profile: {
      name,
      thresholds: profile.thresholds ?? {},
      theme: profile.theme,
      motion: profile.motion,
      keys: profile.keys ?? {},
      labels: profile.labels,
    },
  };
}

function withoutGaps(flags: FlagValues): FlagValues {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
