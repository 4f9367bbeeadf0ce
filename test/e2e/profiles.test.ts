import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Connection} from '../../src/config/connection.ts';
import {type EmbeddedServer, startEmbeddedServer} from '../../src/db/embedded-server.ts';
import {createSandbox, type Sandbox} from './sandbox.ts';

/** The built program with a configuration file, a service file and a password file, as a person has them. */
let sandbox: Sandbox;
let server: EmbeddedServer;
let connection: Connection;
let home: string;

beforeAll(async () => {
  sandbox = await createSandbox();
  server = await startEmbeddedServer();
  connection = server.connection;
  home = join(sandbox.folder, 'home');
  await mkdir(join(home, '.config/lanewatch'), {recursive: true});
  const {host, port, user, database, password = ''} = connection;
  await writeFile(join(home, 'secret'), `${password}\n`);
  await writeFile(join(home, '.pgpass'), `${host}:${port}:*:*:${password}\n`, {mode: 0o600});
  await writeFile(
    join(home, '.pg_service.conf'),
    `[here]\nhost=${host}\nport=${port}\ndbname=${database}\nuser=${user}\n`,
  );
  await writeFile(
    join(home, '.config/lanewatch/config.yaml'),
    `profiles:
  file: {connection: 'host=${host} port=${port} user=${user} dbname=${database}', password: 'file:${home}/secret'}
  command: {connection: 'postgres://${user}@${host}:${port}/${database}', password: 'command:cat ${home}/secret'}
  service: {connection: service=here, interval: 3s}
  wrong: {connection: service=here, password: 'command:echo hunter2'}
  plain: {connection: 'host=${host} password=hunter2'}
`,
  );
});
afterAll(async () => {
  await server?.stop();
  await sandbox?.remove();
});

const run = (args: string[], env: Record<string, string> = {}) =>
  sandbox.run(args, {env: {HOME: home, ...env}});

describe('a login', () => {
  it.each(['file', 'command', 'service'])('by the profile %s', async name => {
    const {exitCode, stdout, stderr} = await run(['doctor', '--format', 'json', '--profile', name]);
    expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''});
    expect(JSON.parse(stdout)).toHaveProperty('findings');
  });

  it('by a service that a variable names, with the password file', async () => {
    expect((await run(['doctor'], {PGSERVICE: 'here'})).exitCode).toBe(0);
  });

  it('is refused with the reason where the password file may be read by others', async () => {
    const path = join(home, '.pgpass');
    await chmod(path, 0o644);
    const {exitCode, stderr} = await run(['doctor'], {PGSERVICE: 'here'});
    await chmod(path, 0o600);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/asks for a password and none is given: .*\.pgpass is left out.*0644/);
    expect(stderr).toMatch(/Run chmod 0600/);
  });
});

describe('a password', () => {
  it('that is wrong is neither shown nor logged, at any level', async () => {
    const log = join(sandbox.folder, 'log');
    const args = ['doctor', '--profile', 'wrong', '--log-level', 'debug', '--log-file', log];
    const {exitCode, stdout, stderr} = await run(args);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('refused the password');
    expect(`${stdout}${stderr}${await readFile(log, 'utf8')}`).not.toContain('hunter2');
  });

  it('in plain text is refused, by its line', async () => {
    const {exitCode, stderr} = await run(['doctor', '--profile', 'plain']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /config\.yaml:6: connection cannot be used\n.*env:NAME, file:PATH or command:LINE/,
    );
    expect(stderr).not.toContain('hunter2');
  });
});

describe('the check of the configuration', () => {
  it('ends with 1 where something is wrong, 0 where nothing is, 2 for wrong usage', async () => {
    const found = await run(['config', 'check']);
    expect(found.exitCode).toBe(1);
    expect(found.stdout).toMatch(/file: good\n.*command: good\n.*service: good\n/s);
    expect(found.stdout).not.toContain('hunter2');
    const good = join(sandbox.folder, 'good.yaml');
    await writeFile(good, 'profiles:\n  a: {connection: lanes}\n');
    expect((await run(['config', 'check', '--config', good])).exitCode).toBe(0);
    expect((await run(['config'])).exitCode).toBe(2);
    expect((await run(['config', 'chekc'])).stderr).toContain('Did you mean check?');
  });

  it('check is UNKNOWN where its configuration is no good', async () => {
    expect((await run(['check', '--profile', 'plain'])).exitCode).toBe(3);
    expect((await run(['check', '--profile', 'nothing'])).exitCode).toBe(3);
    expect((await run(['check', '-d', 'service=nowhere'])).exitCode).toBe(3);
  });
});
