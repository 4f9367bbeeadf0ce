import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type Server, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, describe, expect, it, vi} from 'vitest';
import {resolveConnection} from '../../src/config/resolve-connection.ts';
import {type Client, endClient, openClient} from '../../src/db/client.ts';
import {toProblem} from '../../src/db/problem.ts';
import {hasPrivateServers, provideDatabase, providePrivateServer, servers} from '../support/servers.ts';

const opened: Client[] = [];
afterEach(() => Promise.all(opened.splice(0).map(each => endClient(each, 0))));
const folder = mkdtempSync(join(tmpdir(), 'lanewatch-login-'));
afterAll(() => rmSync(folder, {recursive: true}));

function open(text: string, env: Record<string, string> = {}): Client {
  const connection = resolveConnection(text, {HOME: folder, ...env});
  const client = openClient(connection, {applicationName: 'lanewatch test'});
  opened.push(client);
  return client;
}

const problemOf = (client: Client) =>
  client.unsafe('select 1').then(() => expect.fail('it was let in'), toProblem);

// The embedded server asks for a password, by SCRAM.
describe.each(servers.filter(({hasCron}) => !hasCron))('a login on $name', server => {
  const database = provideDatabase(server, {migrated: false});
  const place = () => {
    const {host, port, user, database: name} = database().connection;
    return `host=${host} port=${port} user=${user} dbname=${name}`;
  };
  const file = join(folder, '.pgpass');
  const write = (line: string, mode = 0o600) => {
    rmSync(file, {force: true});
    writeFileSync(file, `${line}\n`, {mode});
    chmodSync(file, mode);
  };

  it('takes the password from the file in the home folder', async () => {
    const {port, password = ''} = database().connection;
    write(`wrong:*:*:*:no\n127.0.0.1:${port}:*:*:${password}`);
    expect(await open(place()).unsafe('select 1 as n')).toEqual([{n: 1}]);
  });

  it('takes it from the file that is named, and prefers the variable to it', async () => {
    const {password = ''} = database().connection;
    const named = join(folder, 'named');
    writeFileSync(named, `*:*:*:*:${password}\n`, {mode: 0o600});
    write('*:*:*:*:wrong');
    expect(await open(place(), {PGPASSFILE: named}).unsafe('select 1 as n')).toEqual([{n: 1}]);
    expect(await open(place(), {PGPASSWORD: password}).unsafe('select 1 as n')).toEqual([{n: 1}]);
    expect(await problemOf(open(place()))).toMatchObject({kind: 'login', sqlstate: '28P01'});
  });

  it('reads the file anew at each login', async () => {
    const {password = ''} = database().connection;
    write('*:*:*:*:wrong');
    const client = open(place());
    expect(await problemOf(client)).toMatchObject({kind: 'login'});
    write(`*:*:*:*:${password}`);
    expect(await client.unsafe('select 1 as n')).toEqual([{n: 1}]);
  });

  it.each<[name: string, prepare: () => void, why: RegExp]>([
    ['no file', () => rmSync(file, {force: true}), /there is no .*\.pgpass/],
    ['no line', () => write('elsewhere:*:*:*:hunter2'), /no line of .*\.pgpass fits 127\.0\.0\.1/],
    [
      'a file that others may read',
      () => write('*:*:*:*:hunter2', 0o644),
      /others may read it \(mode 0644\)/,
    ],
    ['a malformed file', () => write('hunter2'), /no line of/],
  ])('says what is missing: %s', async (_, prepare, why) => {
    prepare();
    const problem = await problemOf(open(place()));
    expect(problem).toMatchObject({
      kind: 'settings',
      what: 'The server asks for a password and none is given',
      why: expect.stringMatching(why),
    });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  it('carries the options of the session', async () => {
    const {password = ''} = database().connection;
    const client = open(place(), {PGOPTIONS: '-c geqo=off', PGPASSWORD: password});
    expect(await client.unsafe('show geqo')).toEqual([{geqo: 'off'}]);
  });

  it('is not confused by what the driver reads by itself', async () => {
    const {password = ''} = database().connection;
    vi.stubEnv('PGTARGETSESSIONATTRS', 'any');
    vi.stubEnv('PGSSL', 'require');
    try {
      expect(await open(place(), {PGPASSWORD: password}).unsafe('select 1 as n')).toEqual([{n: 1}]);
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe.skipIf(!hasPrivateServers)('a Unix socket', () => {
  const home = providePrivateServer({unix_socket_directories: folder});
  chmodSync(folder, 0o777);

  it('is a host that is a folder', async () => {
    const text = `host=${folder} port=${home().connection.port} user=postgres dbname=postgres sslmode=verify-full`;
    expect(await open(text).unsafe('select inet_client_addr() as address')).toEqual([{address: null}]);
  });
});

describe('a server that does not answer', () => {
  let server: Server | undefined;
  const sockets = new Set<Socket>();
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    server?.close();
  });

  async function listen(): Promise<number> {
    const silent = createServer(socket => {
      sockets.add(socket.resume());
      socket.on('error', () => {});
    });
    server = silent;
    await new Promise<void>(done => silent.listen(0, '127.0.0.1', done));
    const address = silent.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  it.each(['prefer', 'disable'])('is given up after connect_timeout, sslmode=%s', async mode => {
    const port = await listen();
    const problem = await problemOf(open(`host=127.0.0.1 port=${port} connect_timeout=1 sslmode=${mode}`));
    expect(problem).toMatchObject({kind: 'offline', what: 'The server did not answer in time'});
  });

  it('is left at once where the client ends, and waits for nothing', async () => {
    const port = await listen();
    const client = open(`host=127.0.0.1,127.0.0.1 port=${port} connect_timeout=0`);
    const pending = problemOf(client);
    await expect.poll(() => sockets.size).toBe(1);
    await endClient(client, 0);
    expect(await pending).toMatchObject({kind: 'offline'});
    await expect.poll(() => [...sockets].every(socket => socket.destroyed)).toBe(true);
  });
});
