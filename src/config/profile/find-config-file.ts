import {existsSync} from 'node:fs';
import {homedir} from 'node:os';
import {join, resolve} from 'node:path';

/** Where the file is: the one named, else that of the user where it is there. Null where there is none. */
export function findConfigFile(
  named: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  if (named !== undefined) return resolve(named);
  const path = defaultConfigFile(env);
  return existsSync(path) ? path : null;
}

/** https://specifications.freedesktop.org/basedir-spec/latest/ */
export function defaultConfigFile(env: Readonly<Record<string, string | undefined>>): string {
  const home = env.HOME || homedir();
  // A relative path in the variable is to be ignored.
  const base = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : join(home, '.config');
  return join(base, 'lanewatch', 'config.yaml');
}
