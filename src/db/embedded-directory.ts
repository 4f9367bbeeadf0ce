import {execFile} from 'node:child_process';
import {readdir, readFile, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {EmbeddedServerError} from './embedded-server-error.ts';

const run = promisify(execFile);
const ownNames = new Set(['data', 'data.new', 'password', 'programs', 'server.log']);

/**
 * Makes sure that a kept directory is ours to use: empty or made by lanewatch, and with no live server in it. A lock
 * file whose process number now belongs to some other program is removed; all else Postgres judges itself.
 */
export async function checkKeptDirectory(directory: string): Promise<void> {
  const names = await readdir(directory);
  const foreign = names.find(name => !ownNames.has(name));
  if (foreign !== undefined) {
    throw new EmbeddedServerError(
      `The folder ${directory} is not used`,
      `it holds other things, such as ${JSON.stringify(foreign)}`,
      'Name a new or empty folder, or one that lanewatch demo --keep made.',
    );
  }
  const lockFile = join(directory, 'data/postmaster.pid');
  const [pid = '', , , port] = (await readFile(lockFile, 'utf8').catch(() => '')).split('\n');
  if (pid === '') return;
  const program = await programOf(pid);
  if (program === undefined) return;
  if (!program.includes('postgres')) return await rm(lockFile, {force: true});
  throw new EmbeddedServerError(
    `The folder ${directory} is in use`,
    `a Postgres server runs from it (process ${pid}, port ${port})`,
    'Quit the other lanewatch demo first, or name another folder.',
  );
}

/** The name of a live process's program; undefined when there is no such process. */
async function programOf(pid: string): Promise<string | undefined> {
  try {
    return (await run('ps', ['-o', 'comm=', '-p', String(Number.parseInt(pid, 10))])).stdout.trim();
  } catch {
    return undefined;
  }
}
