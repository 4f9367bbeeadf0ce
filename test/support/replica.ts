import {execFile} from 'node:child_process';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {chooseAccount} from '../../src/db/embedded-binaries.ts';
import {debianPrograms, makeFolder, type PrivateServer, startDebianPostgres} from './debian-postgres.ts';

const run = promisify(execFile);

/** Starts a standby that streams from a private server. Stop it before its primary. */
export async function startReplica({connection}: PrivateServer): Promise<PrivateServer> {
  const folder = await makeFolder();
  try {
    const {host, port, user} = connection;
    await run(
      `${debianPrograms}/pg_basebackup`,
      [
        `--pgdata=${join(folder, 'data')}`,
        '--write-recovery-conf',
        '--checkpoint=fast',
        '--no-sync',
        '-h',
        host,
        '-p',
        `${port}`,
        '-U',
        user,
      ],
      {cwd: folder, ...(await chooseAccount())},
    );
    return await startDebianPostgres(folder);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}
