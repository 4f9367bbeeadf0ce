import {userInfo} from 'node:os';
import type {Connection} from './connection.ts';
import {UsageError} from './usage-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** libpq's sslmode, and what it means here. `allow` tries plain first in libpq; here it is `prefer`. */
const tlsByMode: ReadonlyMap<string, Connection['tls']> = new Map([
  ['disable', 'disable'],
  ['allow', 'prefer'],
  ['prefer', 'prefer'],
  ['require', 'require'],
  ['verify-ca', 'verify-full'],
  ['verify-full', 'verify-full'],
]);

/**
 * Where to connect: the URL given, else DATABASE_URL, else the PG* variables that psql reads. What a URL leaves out is
 * filled from those variables. Throws `UsageError` where nothing says which server is meant, or where it is malformed.
 */
export function resolveConnection(given: string | undefined, environment: Environment): Connection {
  // To libpq, a variable that is empty is not set.
  const env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const url = given ?? env.DATABASE_URL;
  if (!url) {
    if (env.PGHOST ?? env.PGPORT ?? env.PGDATABASE ?? env.PGUSER) return fromParts(new Map(), env);
    throw new UsageError(
      'No database given.',
      'Name one with -d postgres://user@host/database, DATABASE_URL or PGHOST; or try `lanewatch demo`, which brings its own server.',
    );
  }
  return fromParts(partsOfUrl(url), env);
}

function partsOfUrl(text: string): Map<string, string> {
  const unreadable = new UsageError(
    'The database URL cannot be read.',
    'It looks like postgres://user:password@host:5432/database; a % in a password is written %25.',
  );
  if (!URL.canParse(text)) throw unreadable;
  const url = new URL(text);
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') {
    throw new UsageError(
      `A database URL begins with postgres://, not ${url.protocol}//.`,
      'It looks like postgres://user:password@host:5432/database.',
    );
  }
  const parts = new Map<string, string>();
  const set = (name: string, value: string) => {
    const decoded = decode(value);
    if (decoded === null) throw unreadable;
    if (decoded !== '') parts.set(name, decoded);
  };
  set('host', url.hostname.replace(/^\[|\]$/g, ''));
  set('port', url.port);
  set('user', url.username);
  set('password', url.password);
  set('database', url.pathname.slice(1));
  for (const [name, value] of url.searchParams) parts.set(name === 'dbname' ? 'database' : name, value);
  return parts;
}

/** Null where a % is not followed by two hexadecimal digits. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function fromParts(parts: ReadonlyMap<string, string>, env: Environment): Connection {
  const user = parts.get('user') ?? env.PGUSER ?? userInfo().username;
  const password = parts.get('password') ?? env.PGPASSWORD;
  return {
    host: parts.get('host') ?? env.PGHOST ?? 'localhost',
    port: readPort(parts.get('port') ?? env.PGPORT ?? '5432'),
    user,
    database: parts.get('database') ?? env.PGDATABASE ?? user,
    tls: readTls(parts.get('sslmode') ?? env.PGSSLMODE ?? 'prefer'),
    ...(password === undefined ? {} : {password}),
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port;
  throw new UsageError(
    `The port "${text}" is not a number from 1 to 65535.`,
    'Postgres usually listens on 5432.',
  );
}

function readTls(mode: string): Connection['tls'] {
  const tls = tlsByMode.get(mode);
  if (tls) return tls;
  throw new UsageError(`sslmode "${mode}" is unknown.`, `It is one of ${[...tlsByMode.keys()].join(', ')}.`);
}
