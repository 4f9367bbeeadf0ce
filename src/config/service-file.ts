import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Setting, Settings} from './setting.ts';
import {UserError} from './user-error.ts';

export interface ServicePlaces {
  /** PGSERVICEFILE or `servicefile`: then it must be there. */
  readonly named: string | undefined;
  readonly home: string;
  /** PGSYSCONFDIR. */
  readonly systemFolder: string | undefined;
}

/** Where Debian's packages and a Postgres built from source look for the file of all users. */
const systemFolders = ['/etc/postgresql-common', '/etc/sysconfig/pgsql', '/usr/local/pgsql/etc'];

/** What `pg_service.conf` says of a service: the user's own file first, then the system's. Throws `UserError`. */
export function readService(service: string, {named, home, systemFolder}: ServicePlaces): Settings {
  const own = named ?? join(home, '.pg_service.conf');
  const folders = systemFolder === undefined ? systemFolders : [systemFolder];
  const places = [own, ...folders.map(folder => join(folder, 'pg_service.conf'))];
  for (const path of places) {
    const text = readIfThere(path, path === named);
    const found = text === null ? null : findService(text, service, path);
    if (found) return found;
  }
  throw new UserError(
    `There is no service "${service}"`,
    `it was looked for in ${places.join(', ')}`,
    `Write a part [${service}] into ${own}, or name another file with PGSERVICEFILE.`,
  );
}

function readIfThere(path: string, mustBeThere: boolean): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (!mustBeThere && (code === 'ENOENT' || code === 'ENOTDIR')) return null;
    throw new UserError(
      `The service file ${path} cannot be read`,
      error instanceof Error ? error.message : String(error),
      'Check PGSERVICEFILE and the rights of the file.',
      {cause: error},
    );
  }
}

/** The settings below `[service]`, or null. Only what is read up to their end is checked, as libpq does. */
function findService(text: string, service: string, path: string): Settings | null {
  let found: Map<string, Setting> | null = null;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const at = `${path}:${index + 1}`;
    if (line === '' || line.startsWith('#')) continue;
    const [, section] = /^\[(.*)\]?$/.exec(line.replace(/\]$/, '')) ?? [];
    if (section !== undefined) {
      if (found) return found;
      if (section === service) found = new Map();
      continue;
    }
    if (found === null) continue;
    const [, name, value] = /^([^=\s]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined)
      throw malformed(at, 'the line is no keyword=value', service);
    if (name === 'service' || name === 'servicefile')
      throw malformed(at, 'a service cannot name another one', service);
    if (!found.has(name)) found.set(name, {text: value, source: `service ${service}, ${at}`});
  }
  return found;
}

/** The line itself is not repeated: it may hold a password. */
function malformed(at: string, why: string, service: string): UserError {
  return new UserError(
    `The service file cannot be understood at ${at}`,
    why,
    `Below [${service}] stand lines such as host=db1 or dbname=lanes; ldap:// lines are not supported.`,
  );
}
