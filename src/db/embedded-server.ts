import {randomBytes} from 'node:crypto';
import {chown, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import type {Connection} from '../config/connection.ts';
import {
  type Account,
  type Binaries,
  chooseAccount,
  isReachable,
  locateBinaries,
  makeReachable,
} from './embedded-binaries.ts';
import {checkKeptDirectory} from './embedded-directory.ts';
import {type Guardian, startGuardian} from './embedded-guardian.ts';
import {EmbeddedServerError} from './embedded-server-error.ts';

export interface EmbeddedServer {
  /** As superuser, to the database `postgres`. */
  readonly connection: Connection;
  /** Holds the cluster in `data`, its `password` and its `server.log`. */
  readonly directory: string;
  /** Settles when the server has ended, wanted or not. */
  readonly ended: Promise<void>;
  /** Ends the server; a temporary directory is gone afterwards. May be called twice. */
  stop(): Promise<void>;
}

export interface EmbeddedServerOptions {
  /** Kept, and started from again next time; without it a temporary folder is used and removed. */
  directory?: string;
  /** Server settings, on top of those below. */
  settings?: Record<string, string>;
  onProgress?(step: string): void;
}

const startTimeoutMs = 30_000;

/** Durability is what a throw-away server can do without; it listens on the loopback address only. */
const baseSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '64MB',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * Starts a real Postgres of its own on a free port. Whatever way this process ends, SIGKILL included, the server
 * ends too and a temporary folder is removed (see the guardian).
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions = {}): Promise<EmbeddedServer> {
  const [found, account] = await Promise.all([locateBinaries(), chooseAccount()]);
  options.onProgress?.('Starting Postgres');
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryToStart(options, found, account);
    if (typeof outcome !== 'string') return outcome;
    // Another process may take the free port before the server does.
    if (attempt < 3 && outcome.includes('could not bind')) continue;
    throw new EmbeddedServerError(
      'The embedded Postgres did not start',
      outcome,
      options.directory === undefined
        ? 'Try again, or connect to a server of your own with lanewatch -d URL.'
        : `The whole log is ${join(resolve(options.directory), 'server.log')}.`,
    );
  }
}

/** One attempt; gives the reason, in the server's own words, where it fails. */
async function tryToStart(
  options: EmbeddedServerOptions,
  found: Binaries,
  account: Account | undefined,
): Promise<EmbeddedServer | string> {
  const directory = await createDirectory(options.directory);
  const port = await findFreePort();
  const settings = {...baseSettings, ...options.settings, port: String(port)};
  let password: string;
  let guardian: Guardian;
  try {
    if (account !== undefined) await lend(directory, account);
    const binaries = await makeReachable(found, join(directory, 'programs'), account);
    password = await readOrCreatePassword(directory, account);
    guardian = startGuardian({
      directory,
      remove: options.directory === undefined,
      ...binaries,
      serverArguments: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ...(account === undefined ? {} : {account}),
    });
  } catch (error) {
    // There is no guardian yet that would clear up.
    if (options.directory === undefined) await rm(directory, {recursive: true, force: true});
    throw error;
  }
  const failure = await waitUntilReady(directory, port, guardian);
  if (failure !== undefined) {
    await guardian.stop();
    return failure;
  }
  return {
    connection: {host: '127.0.0.1', port, database: 'postgres', user: 'postgres', password, tls: 'disable'},
    directory,
    ended: guardian.serverEnded,
    stop: guardian.stop,
  };
}

async function createDirectory(kept: string | undefined): Promise<string> {
  if (kept === undefined) return mkdtemp(join(tmpdir(), 'lanewatch-'));
  const directory = resolve(kept);
  await mkdir(directory, {recursive: true, mode: 0o700});
  await checkKeptDirectory(directory);
  return directory;
}

/** Gives the directory to the account that the server will run under. */
async function lend(directory: string, account: Account): Promise<void> {
  await chown(directory, account.uid, account.gid);
  if (isReachable(directory, account)) return;
  throw new EmbeddedServerError(
    `Postgres cannot use the folder ${directory}`,
    `as root it runs under an account of its own (${account.uid}), which may not enter a folder above`,
    'Choose a folder such as /var/tmp/lanewatch, or run lanewatch as an ordinary user.',
  );
}

async function readOrCreatePassword(directory: string, account: Account | undefined): Promise<string> {
  const file = join(directory, 'password');
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    const password = randomBytes(18).toString('base64url');
    await writeFile(file, `${password}\n`, {mode: 0o600});
    if (account !== undefined) await chown(file, account.uid, account.gid);
    return password;
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise(done => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no TCP port was given');
  return address.port;
}

/** The server writes its state on the eighth line of postmaster.pid; gives the reason when it does not get ready. */
async function waitUntilReady(
  directory: string,
  port: number,
  guardian: Guardian,
): Promise<string | undefined> {
  let hasEnded = false;
  void guardian.serverEnded.then(() => {
    hasEnded = true;
  });
  const deadline = Date.now() + startTimeoutMs;
  while (!hasEnded && Date.now() < deadline) {
    const lines = (await readFile(join(directory, 'data/postmaster.pid'), 'utf8').catch(() => '')).split(
      '\n',
    );
    if (lines[3] === String(port) && lines[7]?.trim() === 'ready') return undefined;
    await delay(10);
  }
  const log = await readFile(join(directory, 'server.log'), 'utf8').catch(() => '');
  const complaint = log.split('\n').findLast(line => /FATAL|PANIC|error:/i.test(line));
  return complaint ?? (hasEnded ? 'it ended at once' : `it was not ready within ${startTimeoutMs / 1000} s`);
}
