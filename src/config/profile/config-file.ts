import {readFileSync, statSync} from 'node:fs';
import process from 'node:process';
import * as z from 'zod';
import {UserError} from '../user-error.ts';
import {
  type ConfigDocument,
  type ConfigFault,
  parseConfig,
  suggestName,
  toFaults,
} from './config-document.ts';
import {
  alertsShape,
  type Profile,
  type ProfileVocabulary,
  profileSchema,
  settingName,
} from './profile-schema.ts';

/** A configuration file as far as it can be understood. */
export interface ConfigFile {
  readonly path: string;
  /** The profile that is used where none is named. */
  readonly defaultProfile: string | null;
  /** Each profile, or null where it has faults. */
  readonly profiles: ReadonlyMap<string, Profile | null>;
  /** Of the file as a whole. */
  readonly faults: readonly ConfigFault[];
  readonly faultsOf: ReadonlyMap<string, readonly ConfigFault[]>;
  lineOf(path: readonly PropertyKey[]): number;
}

/** Larger than any that people write. */
const mostBytes = 1_048_576;

/** Reads a configuration file. Throws `UserError` where it cannot be read at all; what is wrong in it is told as faults. */
export function readConfigFile(path: string, vocabulary: ProfileVocabulary): ConfigFile {
  const text = readText(path);
  const document = parseConfig(text);
  const schema = profileSchema(vocabulary);
  const file = fileSchema.safeParse(document.value ?? {});
  const faults = [
    ...document.faults,
    ...(file.success ? [] : toFaults(file.error, document, [], () => Object.keys(fileSchema.shape))),
    ...(/\bcommand:/.test(text) ? openToOthers(path) : []),
  ];
  const given = file.success ? file.data : {profiles: {}};
  const names = Object.keys(given.profiles);
  const defaultProfile = given.profile ?? null;
  if (defaultProfile !== null && !names.includes(defaultProfile)) {
    faults.push({
      line: document.lineOf(['profile']),
      what: `There is no profile "${defaultProfile}"`,
      remedy: suggestName(defaultProfile, names),
    });
  }
  const namesAt = (place: readonly PropertyKey[]) => namesOf(place[0], schema, vocabulary);
  const read = names.map(
    name => [name, readProfile(name, given.profiles[name], {schema, document, namesAt})] as const,
  );
  return {
    path,
    defaultProfile,
    profiles: new Map(read.map(([name, {profile}]) => [name, profile])),
    faults,
    faultsOf: new Map(read.map(([name, found]) => [name, found.faults])),
    lineOf: document.lineOf,
  };
}

const fileSchema = z.strictObject(
  {
    profile: z.string('write the name of a profile').optional(),
    profiles: z.record(z.string(), z.unknown(), 'write names of profiles with their settings').default({}),
  },
  'the file holds `profiles:` and, if you like, `profile:`, the one that is used where none is named',
);

function namesOf(
  part: PropertyKey | undefined,
  schema: ReturnType<typeof profileSchema>,
  {thresholds}: ProfileVocabulary,
): readonly string[] {
  if (part === 'thresholds') return thresholds.map(settingName);
  return Object.keys(part === 'alerts' ? alertsShape : schema.shape);
}

function readProfile(
  name: string,
  given: unknown,
  {
    schema,
    document,
    namesAt,
  }: {
    schema: ReturnType<typeof profileSchema>;
    document: ConfigDocument;
    namesAt: (path: readonly PropertyKey[]) => readonly string[];
  },
): {profile: Profile | null; faults: readonly ConfigFault[]} {
  // `prod:` without anything below it is a profile that changes nothing.
  const parsed = schema.safeParse(given ?? {});
  return parsed.success
    ? {profile: parsed.data, faults: []}
    : {profile: null, faults: toFaults(parsed.error, document, ['profiles', name], namesAt)};
}

function readText(path: string): string {
  try {
    const {size} = statSync(path);
    if (size > mostBytes) throw new Error(`it has ${size} bytes, more than a configuration can have`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(
      `The configuration file ${path} cannot be read`,
      error instanceof Error ? error.message : String(error),
      'Check --config and the rights of the file; without it lanewatch asks for no file.',
      {cause: error},
    );
  }
}

/** Whoever can write the file could have any command run. */
function openToOthers(path: string): ConfigFault[] {
  if (process.platform === 'win32' || (statSync(path).mode & 0o022) === 0) return [];
  return [
    {
      line: 1,
      what: 'The file names commands to run, and others may write it',
      remedy: `Run chmod go-w ${path}.`,
    },
  ];
}
