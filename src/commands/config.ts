import {checkOverrides} from '../app/keys/check-overrides.ts';
import type {ConfigFault} from '../config/profile/config-document.ts';
import {type ConfigFile, readConfigFile} from '../config/profile/config-file.ts';
import {defaultConfigFile, findConfigFile} from '../config/profile/find-config-file.ts';
import type {Profile} from '../config/profile/profile-schema.ts';
import type {SecretReference} from '../config/profile/secret.ts';
import {readAlertSettings} from '../config/read-alert-settings.ts';
import {namesServer, resolveConnection} from '../config/resolve-connection.ts';
import {UsageError} from '../config/usage-error.ts';
import {UserError} from '../config/user-error.ts';
import {readMaintenance} from '../pipeline/alerts/maintenance.ts';
import {keymapPlaces} from '../screens/keymaps.ts';
import {clean} from '../ui/text.ts';
import {profileVocabulary} from './profile-vocabulary.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `lanewatch config check`: everything that is good or wrong in the file, line by line; 1 where something is wrong. No
 * secret is fetched, and no server is asked.
 */
export function checkConfig(
  named: string | undefined,
  env: Environment,
  {stdout}: {stdout: {write(text: string): unknown}},
): number {
  const path = findConfigFile(named, env);
  if (path === null) {
    stdout.write(`There is no configuration file. It would be ${defaultConfigFile(env)}.\n`);
    return 0;
  }
  const file = readConfigFile(path, profileVocabulary);
  const looks = [...file.profiles].map(([name, profile]) => ({
    name,
    faults: [
      ...(file.faultsOf.get(name) ?? []),
      ...(profile
        ? [
            ...connectionFaults(name, profile, file, env),
            ...keyFaults(name, profile, file),
            ...alertFaults(name, profile, file),
          ]
        : []),
    ],
    notes: profile ? notesOn(profile, name === file.defaultProfile, env) : [],
  }));
  const lines = [
    path,
    ...file.faults.map(fault => tellFault(path, fault)),
    ...looks.flatMap(({name, faults, notes}) => [
      `  ${name}${name === file.defaultProfile ? ' (where none is named)' : ''}: ${summarise(faults)}`,
      ...faults.map(fault => `  ${tellFault(path, fault)}`),
      ...notes.map(note => `    note: ${note}`),
    ]),
    ...(looks.length === 0 && file.faults.length === 0 ? ['  There is no profile in it.'] : []),
  ];
  stdout.write(`${lines.map(clean).join('\n')}\n`);
  return file.faults.length + looks.flatMap(({faults}) => faults).length === 0 ? 0 : 1;
}

function summarise(faults: readonly ConfigFault[]): string {
  if (faults.length === 0) return 'good';
  return faults.length === 1 ? '1 fault' : `${faults.length} faults`;
}

function tellFault(path: string, {line, what, remedy}: ConfigFault): string {
  return `  ${path}:${line}: ${what}. ${remedy}`;
}

/** A service that is not there, a host without its port: what is only known beyond the text. */
function connectionFaults(
  name: string,
  {connection}: Profile,
  file: ConfigFile,
  env: Environment,
): ConfigFault[] {
  if (connection === undefined) return [];
  return faultOf(file.lineOf(['profiles', name, 'connection']), () => resolveConnection(connection, env));
}

function alertFaults(name: string, {alerts: {maintenance} = {}}: Profile, file: ConfigFile): ConfigFault[] {
  return faultOf(file.lineOf(['profiles', name, 'alerts', 'maintenance']), () =>
    readMaintenance(readAlertSettings({alertMaintenance: maintenance}, {}).maintenance),
  );
}

/** The error that `work` throws for a person, as a fault. */
function faultOf(line: number, work: () => unknown): ConfigFault[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof UserError)) throw error;
    const what = error instanceof UserError ? `${error.what}: ${error.why}` : error.message;
    return [{line, what: what.replace(/\.$/, ''), remedy: error.remedy}];
  }
}

function keyFaults(name: string, {keys = {}}: Profile, file: ConfigFile): ConfigFault[] {
  return checkOverrides(keys, keymapPlaces).map(problem => ({
    line: file.lineOf(['profiles', name, 'keys', problem.name]),
    what: `${problem.name}: ${problem.what.replace(/\.$/, '')}`,
    remedy: problem.remedy,
  }));
}

/** What is no fault of the file, and may surprise all the same. */
function notesOn(profile: Profile, isDefault: boolean, env: Environment): string[] {
  const {connection, password, alerts = {}} = profile;
  const {webhook, slack, ping, 'webhook-secret': secret} = alerts;
  const references = [password, webhook, slack, ping, secret].filter(
    (reference): reference is SecretReference => reference !== undefined,
  );
  const unset = references.filter(({kind, of}) => kind === 'env' && !env[of]);
  return [
    ...(isDefault && connection !== undefined && namesServer(env)
      ? [
          'DATABASE_URL or a PG* variable names a server and goes before connection, unless --profile is given.',
        ]
      : []),
    ...unset.map(({of}) => `the variable ${of}, which holds a secret, is not set here.`),
  ];
}
