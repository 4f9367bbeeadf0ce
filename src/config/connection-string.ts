import type {Setting} from './setting.ts';
import {UsageError} from './usage-error.ts';

/**
 * Reads what psql takes for a database: a URL, `keyword=value` pairs, or the name of a database. `source` is who gave
 * it, for messages. No message repeats the text: it may hold a password. Throws `UsageError`.
 */
export function parseConnectionString(text: string, source: string): Map<string, Setting> {
  const pairs = readPairs(text);
  return new Map(pairs.map(([name, value]) => [name, {text: value, source}]));
}

type Pairs = ReadonlyArray<readonly [name: string, value: string]>;

function readPairs(text: string): Pairs {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? [];
  if (scheme === 'postgres' || scheme === 'postgresql') return pairsOfUrl(text);
  if (scheme !== undefined) {
    throw new UsageError(
      `A database URL begins with postgres://, not ${scheme}://.`,
      'It looks like postgres://user:password@host:5432/database.',
    );
  }
  if (text.includes('=')) return pairsOfKeywords(text);
  if (/[/:@\s]/.test(text)) throw unreadableUrl();
  return [['dbname', text]];
}

const urlShape =
  /^postgres(?:ql)?:\/\/(?:(?<login>[^@/]*)@)?(?<hosts>[^/?]*)(?:\/(?<path>[^?]*))?(?:\?(?<query>.*))?$/s;

/** libpq's URL has several hosts, each with a port, which the URL of the web has not. */
function pairsOfUrl(text: string): Pairs {
  const {login = '', hosts = '', path = '', query = ''} = urlShape.exec(text)?.groups ?? {};
  const [, user = '', password = ''] = /^([^:]*):?(.*)$/s.exec(login) ?? [];
  const servers = hosts.split(',').map(host => {
    const [, name, , port = ''] = /^(\[[^\]]*\]|[^:[\]@]*)(:([^:@]*))?$/.exec(host) ?? [];
    if (name === undefined) throw unreadableUrl();
    return {name: name.replace(/^\[|\]$/g, ''), port};
  });
  const fromQuery = query
    .split('&')
    .filter(part => part !== '')
    .map(part => {
      const [, name = '', value] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
      if (value === undefined) throw unreadableUrl();
      // As JDBC writes it.
      return name === 'ssl' && value === 'true'
        ? (['sslmode', 'require'] as const)
        : ([name, value] as const);
    });
  const fromPlace = [
    ['user', user],
    ['password', password],
    ['host', servers.map(({name}) => name).join(',')],
    ['port', servers.map(({port}) => port).join(',')],
    ['dbname', path],
  ] as const;
  return [...fromPlace.filter(([, value]) => /[^,]/.test(value)), ...fromQuery].map(([name, value]) => [
    decode(name),
    decode(value),
  ]);
}

function decode(text: string): string {
  try {
    const decoded = decodeURIComponent(text);
    if (!decoded.includes('\0')) return decoded;
  } catch {
    // Told below, without the text.
  }
  throw unreadableUrl();
}

function unreadableUrl(): UsageError {
  return new UsageError(
    'The database URL cannot be read.',
    'It looks like postgres://user:password@host:5432/database; a % in a password is written %25, a / %2F, an @ %40.',
  );
}

/** `host=db1 dbname='my db'`: a backslash makes the next character an ordinary one, in quotes and outside. */
function pairsOfKeywords(text: string): Pairs {
  const pairs: [string, string][] = [];
  const next = /\s*([^\s=]+)\s*=\s*(?:'((?:\\.|[^'\\])*)'|((?:\\.|[^\s'\\])*))(?=\s|$)/suy;
  while (text.slice(next.lastIndex).trim() !== '') {
    const match = next.exec(text);
    if (!match) {
      throw new UsageError(
        'The connection string cannot be read.',
        "It looks like host=db1 dbname=lanes password='with space'; in quotes, ' is written \\'.",
      );
    }
    const [, name = '', quoted, bare = ''] = match;
    pairs.push([name, (quoted ?? bare).replaceAll(/\\(.)/gs, '$1')]);
  }
  return pairs;
}
