import {execFile} from 'node:child_process';
import {rm, statfs, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {chooseAccount} from '../../src/db/embedded-binaries.ts';
import {makeFolder} from './debian-postgres.ts';

const run = promisify(execFile);

/** A disk of a few megabytes, for a tablespace. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all space that is left. */
  fill(): Promise<void>;
  /** Gives it back. */
  clear(): Promise<void>;
  remove(): Promise<void>;
}

/** Null where this process may not mount one. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | null> {
  const mountPoint = await makeFolder();
  const account = await chooseAccount();
  const owner = account === undefined ? '' : `,uid=${account.uid},gid=${account.gid}`;
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700${owner}`, 'tmpfs', mountPoint]);
  } catch {
    await rm(mountPoint, {recursive: true});
    return null;
  }
  // A tablespace has to be a folder of nothing else.
  const folder = join(mountPoint, 'tablespace');
  await run('install', [
    '-d',
    ...(account === undefined ? [] : ['-o', `${account.uid}`, '-g', `${account.gid}`]),
    folder,
  ]);
  const filler = join(mountPoint, 'filler');
  return {
    folder,
    async fill() {
      const {bavail, bsize} = await statfs(mountPoint);
      await writeFile(filler, Buffer.alloc(bavail * bsize));
    },
    clear: () => rm(filler),
    async remove() {
      // The server may still hold files of what was dropped.
      await run('umount', ['--lazy', mountPoint]);
      await rm(mountPoint, {recursive: true});
    },
  };
}
