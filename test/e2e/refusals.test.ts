import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {createServer, type Server} from 'node:net';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openClient} from '../../src/db/client.ts';
import {type EmbeddedServer, startEmbeddedServer} from '../../src/db/embedded-server.ts';
import {urlOf} from './sample-server.ts';
import {createSandbox, type Finished, type Sandbox} from './sandbox.ts';

/** What cannot work is said in words: what happened, why, and what to do; without a stack trace, and with its exit code. */
let sandbox: Sandbox;
let server: EmbeddedServer;
/** Answers as a web server would. */
let stranger: Server;

beforeAll(async () => {
  sandbox = await createSandbox();
  server = await startEmbeddedServer();
  const client = openClient(server.connection, {applicationName: 'lanewatch test'});
  await client.unsafe('create database bare');
  await client.end();
  stranger = createServer(socket => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  });
  await once(stranger.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  stranger.close();
  await server.stop();
  await sandbox.remove();
});

function expectTold({exitCode, stdout, stderr}: Finished, code: number, ...parts: RegExp[]): void {
  for (const part of parts) expect(stderr).toMatch(part);
  expect(stderr).toMatch(/^lanewatch: .+\n.+\n$/);
  expect({exitCode, stdout}).toEqual({exitCode: code, stdout: ''});
}

describe('wrong usage ends with 2 and a suggestion', () => {
  it.each([
    [['--scren', 'cron'], /Unknown option --scren\./, /Did you mean --screen\?/],
    [['demmo'], /Unknown command "demmo"\./, /Did you mean demo\?/],
    [['--screen', 'crom'], /--screen cannot be "crom"/, /Did you mean cron\?/],
    [['--screen'], /--screen needs a value/, /For example/],
    [['--interval', 'soon'], /--interval needs a number/, /For example/],
    [['demo', 'twice'], /does not take the argument "twice"/, /Use: lanewatch demo/],
    [['-d', 'mysql://host/db'], /begins with postgres:\/\/, not mysql:\/\//, /It looks like/],
    [[], /No database given/, /lanewatch demo/],
  ])('%j', async (args, what, remedy) => {
    expectTold(await sandbox.run(args), 2, what, remedy);
  });
});

describe('a connection that cannot be made ends with 1', () => {
  it('nothing listens there', async () => {
    const told = await sandbox.run(['-d', 'postgres://u@127.0.0.1:1/db']);
    expectTold(told, 1, /Nothing listens there: .*ECONNREFUSED/, /Check host and port/);
  });

  it('a wrong password, which is not repeated', async () => {
    const told = await sandbox.run(['-d', urlOf({...server.connection, password: 'hunter2'})]);
    expectTold(told, 1, /refused the password: .*"postgres"/, /PGPASSWORD/);
    expect(told.stderr).not.toContain('hunter2');
  });

  it('no such database', async () => {
    const told = await sandbox.run(['-d', urlOf({...server.connection, database: 'nowhere'})]);
    expectTold(told, 1, /does not exist: .*"nowhere"/, /psql -l/);
  });

  it('TLS is demanded and the server has none', async () => {
    const told = await sandbox.run(['-d', `${urlOf(server.connection)}?sslmode=require`]);
    expectTold(told, 1, /does not speak TLS/, /sslmode=/);
  });

  it.each(['disable', 'prefer'])('a port that is not Postgres, sslmode=%s', async mode => {
    const address = stranger.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const told = await sandbox.run(['-d', `postgres://u@127.0.0.1:${port}/db?sslmode=${mode}`]);
    expectTold(told, 1, /did not ask for a login/, /may not be that of Postgres/);
  });
});

describe('what a database does not have is said on the screen', () => {
  it.each([
    ['cron', /pg_cron is not|No job is visible/, /lanewatch migrate/],
    ['lanes', /pipeline is not installed/, /lanewatch migrate/],
    ['agents', /pipeline is not installed/, /lanewatch migrate/],
  ])('%s', async (screen, what, remedy) => {
    const url = urlOf({...server.connection, database: 'bare'});
    const terminal = sandbox.open(['-d', url, '--screen', screen]);
    const text = await terminal.waitFor(what);
    expect(text).toMatch(remedy);
    terminal.press('q');
    expect((await terminal.ended).exitCode).toBe(0);
  });
});

/** Old enough to lack what lanewatch needs: the system's, where it is. */
const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].find(path => {
  try {
    const [major = 0, minor = 0] = execFileSync(path, ['-p', 'process.versions.node'], {stdio: 'pipe'})
      .toString()
      .split('.')
      .map(Number);
    return major < 22 || (major === 22 && minor < 18);
  } catch {
    return false;
  }
});

it('an old Node gets one sentence, not a syntax error', async ({skip}) => {
  if (oldNode === undefined) return skip('there is no Node older than 22.18 here');
  const told = await sandbox.run(['demo'], {node: oldNode});
  expect(told.exitCode).toBe(2);
  expect(told.stdout).toBe('');
  expect(told.stderr).toMatch(/^lanewatch needs Node 22\.18 or newer; this is Node [\d.]+\.\n$/);
});
