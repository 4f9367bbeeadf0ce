import {chmod, mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export interface ReachableFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** A temporary folder for a server that is to be started again: as root, Postgres runs as somebody else. */
export async function makeReachableFolder(): Promise<ReachableFolder> {
  const outer = await mkdtemp(join(tmpdir(), 'lanewatch-kept-'));
  const path = join(outer, 'server');
  await mkdir(path);
  await Promise.all([chmod(outer, 0o755), chmod(path, 0o777)]);
  return {path, remove: () => rm(outer, {recursive: true, force: true, maxRetries: 20})};
}
