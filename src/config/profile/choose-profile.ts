import {UserError} from '../user-error.ts';
import {suggestName} from './config-document.ts';
import type {ConfigFile} from './config-file.ts';
import type {Profile} from './profile-schema.ts';

export interface ChosenProfile {
  readonly name: string;
  readonly profile: Profile;
  /** Asked for by name, rather than being the one to begin with. */
  readonly isNamed: boolean;
}

/**
 * The profile that is named, else the one the file begins with; null where there is neither. Throws `UserError` where it
 * cannot be used. Faults of other profiles do no harm.
 */
export function chooseProfile(file: ConfigFile, named: string | undefined): ChosenProfile | null {
  const {path, profiles, faults, faultsOf} = file;
  const name = named ?? file.defaultProfile;
  const all = [...faults, ...(name === null ? [] : (faultsOf.get(name) ?? []))];
  const [first, ...others] = all;
  if (first) {
    const more =
      others.length === 0 ? '' : ` There are ${others.length} more: lanewatch config check lists them.`;
    throw new UserError(
      `The configuration is not used`,
      `${path}:${first.line}: ${first.what}`,
      first.remedy + more,
    );
  }
  if (name === null) return null;
  const profile = profiles.get(name);
  if (profile) return {name, profile, isNamed: named !== undefined};
  throw new UserError(
    `There is no profile "${name}"`,
    profiles.size === 0 ? `${path} has none` : `${path} has others`,
    profiles.size === 0 ? 'Write one below `profiles:`.' : suggestName(name, [...profiles.keys()]),
  );
}
