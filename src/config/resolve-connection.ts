import {existsSync} from 'node:fs';
import {homedir, userInfo} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {chooseCertificates} from './choose-certificates.ts';
import {type Connection, sessionTargets, type TlsMode, tlsModes} from './connection.ts';
import {parseConnectionString} from './connection-string.ts';
import {listServers} from './list-servers.ts';
import {defaultSocketFolders} from './password-file.ts';
import {readService} from './service-file.ts';
import {keepKnown, type Settings, settingsOfVariables} from './setting.ts';
import {oneOf, switchOf, wholeNumber} from './setting-values.ts';
import {UsageError} from './usage-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where to connect: what is given, else DATABASE_URL, else the PG* variables that psql reads. As for libpq, the
 * connection string goes before a service, that before the variables, and those before the defaults. Throws
 * `UsageError` where nothing says which server is meant, or where something is malformed.
 */
export function resolveConnection(given: string | undefined, environment: Environment): Connection {
  // To libpq, a variable that is empty is not set.
  const env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const text = given ?? env.DATABASE_URL;
  if (!text && !namesServer(env)) {
    throw new UsageError(
      'No database given.',
      'Name one with -d postgres://user@host/database, DATABASE_URL, PGHOST or PGSERVICE; or try `lanewatch demo`, which brings its own server.',
    );
  }
  const source = given === undefined ? 'DATABASE_URL' : 'the connection string';
  return toConnection(collect(text ? parseConnectionString(text, source) : new Map(), env), env);
}

/** Whether the environment says which server is meant. */
export function namesServer(env: Environment): boolean {
  const names = ['DATABASE_URL', 'PGHOST', 'PGHOSTADDR', 'PGPORT', 'PGDATABASE', 'PGUSER', 'PGSERVICE'];
  return names.some(name => env[name]);
}

function collect(ofString: Settings, env: Environment): Settings {
  const variables = settingsOfVariables(env);
  const service = ofString.get('service') ?? variables.get('service');
  const ofService = service
    ? readService(service.text, {
        named: (ofString.get('servicefile') ?? variables.get('servicefile'))?.text,
        home: homeOf(env),
        systemFolder: env.PGSYSCONFDIR,
      })
    : new Map();
  return keepKnown(new Map([...variables, ...ofService, ...ofString]));
}

function toConnection(settings: Settings, env: Environment): Connection {
  const textOf = (name: string) => settings.get(name)?.text;
  const [server = {host: 'localhost', port: 5432}, ...alternatives] = listServers(settings, findDefaultHost);
  const user = textOf('user') ?? userInfo().username;
  const password = textOf('password');
  const tls = chooseTls(settings);
  const certificates = tls === 'disable' ? undefined : chooseCertificates(settings, folderOf(env));
  const target = oneOf(settings, 'target_session_attrs', sessionTargets);
  const connectTimeoutS = wholeNumber(settings, 'connect_timeout');
  const keepAliveS =
    switchOf(settings, 'keepalives') === false ? 0 : wholeNumber(settings, 'keepalives_idle');
  const serverOptions = textOf('options');
  return {
    ...server,
    user,
    database: textOf('dbname') ?? user,
    tls,
    ...(password === undefined ? {passwordFile: textOf('passfile') ?? defaultPasswordFile(env)} : {password}),
    ...(alternatives.length === 0 ? {} : {alternatives}),
    ...(target === undefined || target === 'any' ? {} : {target}),
    ...(oneOf(settings, 'load_balance_hosts', ['disable', 'random']) === 'random' ? {isShuffled: true} : {}),
    ...(certificates === undefined ? {} : {certificates}),
    // libpq waits for ever where the number is not above 0.
    ...(connectTimeoutS === undefined ? {} : {connectTimeoutMs: Math.max(0, connectTimeoutS) * 1000}),
    ...(keepAliveS === undefined ? {} : {keepAliveMs: Math.max(0, keepAliveS) * 1000}),
    ...(serverOptions === undefined ? {} : {serverOptions}),
  };
}

/** libpq's `allow` tries without TLS first; here it is `prefer`, which protects no less. */
function chooseTls(settings: Settings): TlsMode {
  const mode = oneOf(settings, 'sslmode', [...tlsModes, 'allow']) ?? 'prefer';
  // The word of any authority is worth nothing where any host may show it: as in libpq, the name is compared too.
  if (settings.get('sslrootcert')?.text === 'system') {
    if (mode !== 'verify-full' && settings.has('sslmode')) {
      throw new UsageError(
        `sslmode "${mode}" is too weak for sslrootcert=system.`,
        'Use sslmode=verify-full, or name the certificate of your own authority.',
      );
    }
    return 'verify-full';
  }
  return mode === 'allow' ? 'prefer' : mode;
}

/** The socket of a server on this machine, as psql would take it; localhost where there is none. */
function findDefaultHost(port: number): string {
  const found = defaultSocketFolders.find(folder => existsSync(join(folder, `.s.PGSQL.${port}`)));
  return found ?? 'localhost';
}

function homeOf(env: Environment): string {
  return env.HOME ?? homedir();
}

/** Where libpq keeps the user's certificates. */
function folderOf(env: Environment): string {
  return process.platform === 'win32'
    ? join(env.APPDATA ?? homeOf(env), 'postgresql')
    : join(homeOf(env), '.postgresql');
}

function defaultPasswordFile(env: Environment): string {
  return process.platform === 'win32' ? join(folderOf(env), 'pgpass.conf') : join(homeOf(env), '.pgpass');
}
