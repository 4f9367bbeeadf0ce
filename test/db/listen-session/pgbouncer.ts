import {spawn} from 'node:child_process';
import {accessSync, constants} from 'node:fs';
import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {vi} from 'vitest';
import type {Connection} from '../../../src/config/connection.ts';
import {findFreePort} from '../../support/debian-postgres.ts';

const program = '/usr/sbin/pgbouncer';

export function hasPgbouncer(): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Pooler {
  readonly connection: Connection;
  stop(): Promise<void>;
}

/** Starts a pgbouncer in front of a server. In transaction mode LISTEN seems to work behind it, and does not. */
export async function startPgbouncer(target: Connection, mode: 'transaction' | 'session'): Promise<Pooler> {
  const folder = await mkdtemp(join(tmpdir(), 'lanewatch-pooler-'));
  const port = await findFreePort();
  const users = join(folder, 'users.txt');
  const settings = join(folder, 'pgbouncer.ini');
  await writeFile(users, `"${target.user}" "${target.password ?? ''}"\n`);
  await writeFile(
    settings,
    [
      '[databases]',
      `* = host=${target.host} port=${target.port}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = trust',
      `auth_file = ${users}`,
      `pool_mode = ${mode}`,
    ].join('\n'),
  );
  // It refuses to run as root, and has to read these as somebody else.
  await chmod(folder, 0o755);
  const account = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn(program, ['-q', ...account, settings], {stdio: 'ignore'});
  const ended = new Promise(done => child.once('exit', done));
  await vi.waitFor(() => tryPort(port), {timeout: 10_000});
  return {
    connection: {...target, host: '127.0.0.1', port},
    async stop() {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, {recursive: true, force: true});
    },
  };
}

function tryPort(port: number): Promise<void> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done();
    });
    socket.once('error', fail);
  });
}
