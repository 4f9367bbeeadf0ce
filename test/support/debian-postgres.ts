import {execFile} from 'node:child_process';
import {accessSync, constants} from 'node:fs';
import {mkdtemp, readFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {promisify} from 'node:util';
import type {Connection} from '../../src/config/connection.ts';
import {chooseAccount} from '../../src/db/embedded-binaries.ts';
import {startGuardian} from '../../src/db/embedded-guardian.ts';

const run = promisify(execFile);

/** Where Debian's postgresql-15 keeps its programs, pg_dump and psql among them. */
export const debianPrograms = '/usr/lib/postgresql/15/bin';
export const installDebianPostgres = 'apt-get install -y postgresql-15 postgresql-15-cron';

/** Whether Postgres 15 and pg_cron are installed from Debian. */
export function hasDebianPostgres(): boolean {
  const needed = [`${debianPrograms}/postgres`, '/usr/share/postgresql/15/extension/pg_cron.control'];
  return needed.every(path => {
    try {
      accessSync(path, constants.R_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Initialises one cluster that all others are copied from: a copy takes a tenth of the time. Gives its folder. */
export async function initialisePristineCluster(): Promise<string> {
  const folder = await makeFolder();
  const options = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  await run(`${debianPrograms}/initdb`, [`--pgdata=${folder}/data`, ...options], {
    cwd: folder,
    ...(await chooseAccount()),
  });
  return folder;
}

export interface PrivateServer {
  /** As superuser, to the database `postgres`. */
  readonly connection: Connection;
  readonly directory: string;
  stop(): Promise<void>;
}

/** Quick rather than durable, and pg_cron ready to be created in the database `postgres`. */
const baseSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: '100',
  max_worker_processes: '20',
  timezone: 'UTC',
  shared_preload_libraries: 'pg_cron',
  'cron.database_name': 'postgres',
  'cron.host': '127.0.0.1',
};

/**
 * Starts a Postgres 15 with pg_cron of the test's own, on a copy of the cluster in a folder; its guardian stops it
 * however the tests end. One that `keeps` its folder can be started anew from there, as after a restart.
 */
export async function startDebianPostgres(
  pristine: string,
  settings: Record<string, string> = {},
  {keeps = false}: {keeps?: boolean} = {},
): Promise<PrivateServer> {
  const directory = await makeFolder();
  await run('cp', ['-a', join(pristine, 'data'), join(directory, 'data')]);
  const port = await findFreePort();
  const account = await chooseAccount();
  const all = {...baseSettings, ...settings, port: String(port)};
  const guardian = startGuardian({
    directory,
    remove: !keeps,
    initdb: `${debianPrograms}/initdb`,
    postgres: `${debianPrograms}/postgres`,
    serverArguments: Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ...(account === undefined ? {} : {account}),
  });
  const deadline = Date.now() + 30_000;
  while (!(await isReady(directory))) {
    if (Date.now() > deadline) throw new Error(await readFile(join(directory, 'server.log'), 'utf8'));
    await delay(20);
  }
  return {
    connection: {host: '127.0.0.1', port, database: 'postgres', user: 'postgres', tls: 'disable'},
    directory,
    stop: guardian.stop,
  };
}

/** The server writes its state on the eighth line of postmaster.pid. */
async function isReady(directory: string): Promise<boolean> {
  const state = await readFile(join(directory, 'data/postmaster.pid'), 'utf8').catch(() => '');
  return state.split('\n')[7]?.trim() === 'ready';
}

/** A temporary folder that belongs to the account Postgres runs as. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lanewatch-test-'));
  const account = await chooseAccount();
  if (account !== undefined) await run('chown', [`${account.uid}:${account.gid}`, folder]);
  return folder;
}

export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise(done => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no TCP port was given');
  return address.port;
}
