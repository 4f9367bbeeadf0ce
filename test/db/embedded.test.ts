import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {openClient} from '../../src/db/client.ts';
import {chooseAccount, makeReachable} from '../../src/db/embedded-binaries.ts';
import {type EmbeddedServer, startEmbeddedServer} from '../../src/db/embedded-server.ts';

/** A temporary folder of the test's own, open to the account that the server may have to run under. */
let folder: string;
const started: EmbeddedServer[] = [];

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'embedded-test-')), 'open');
  await mkdir(folder);
  await Promise.all([chmod(folder, 0o777), chmod(join(folder, '..'), 0o755)]);
});

afterEach(async () => {
  await Promise.all(started.splice(0).map(server => server.stop()));
  await rm(join(folder, '..'), {recursive: true, force: true});
});

async function start(options?: Parameters<typeof startEmbeddedServer>[0]): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer(options);
  started.push(server);
  return server;
}

async function ask(server: EmbeddedServer, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = openClient(server.connection, {applicationName: 'lanewatch test'});
  try {
    return await client.unsafe(text);
  } finally {
    await client.end();
  }
}

/** The numbers of the processes whose command line names a folder. */
async function processesNaming(text: string): Promise<string[]> {
  const all = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const lines = await Promise.all(all.map(pid => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return all.filter((_, at) => lines[at]?.includes(text));
}

describe('every way of ending leaves no server and no folder', () => {
  const endings: readonly [string, (driver: ChildProcess) => void][] = [
    ['SIGINT', driver => driver.kill('SIGINT')],
    ['SIGTERM', driver => driver.kill('SIGTERM')],
    ['SIGHUP', driver => driver.kill('SIGHUP')],
    ['SIGKILL', driver => driver.kill('SIGKILL')],
    ['a crash', driver => driver.stdin?.write('crash\n')],
    [
      'SIGKILL of its whole process group',
      driver => {
        if (driver.pid !== undefined) process.kill(-driver.pid, 'SIGKILL');
      },
    ],
  ];

  function drive(): ChildProcess {
    return spawn(process.execPath, [join(import.meta.dirname, 'embedded-driver.ts')], {
      env: {...process.env, TMPDIR: folder},
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true,
    });
  }

  it.each(endings)('%s', async (_, end) => {
    const driver = drive();
    const [said] = await once(driver.stdout ?? driver, 'data');
    expect(String(said)).toContain(folder);
    expect(await processesNaming(folder)).not.toEqual([]);
    end(driver);
    await once(driver, 'exit');
    await expect.poll(() => processesNaming(folder), {timeout: 10_000}).toEqual([]);
    await expect.poll(() => readdir(folder), {timeout: 10_000}).toEqual([]);
  });

  it('SIGKILL while the cluster is still being made', async () => {
    const driver = drive();
    await expect.poll(async () => (await readdir(folder)).length, {interval: 5, timeout: 10_000}).toBe(1);
    await expect.poll(() => processesNaming(folder), {interval: 5, timeout: 10_000}).not.toEqual([]);
    driver.kill('SIGKILL');
    await once(driver, 'exit');
    await expect.poll(() => processesNaming(folder), {timeout: 10_000}).toEqual([]);
    await expect.poll(() => readdir(folder), {timeout: 10_000}).toEqual([]);
  });
});

it('is gone when stop() returns, at once and with sessions open', async () => {
  const server = await start();
  const client = openClient(server.connection, {applicationName: 'lanewatch test'});
  await client`select 1`;
  const running = client`select pg_sleep(60)`.catch(() => {});
  await Promise.all([server.stop(), server.stop()]);
  await running;
  await client.end({timeout: 0});
  expect(await processesNaming(server.directory)).toEqual([]);
  await expect(readdir(server.directory)).rejects.toThrow('ENOENT');
});

it('listens on the loopback address only and asks for the password', async () => {
  const server = await start();
  expect(await ask(server, 'show listen_addresses')).toEqual([{listen_addresses: '127.0.0.1'}]);
  const {password: _, ...stranger} = server.connection;
  await expect(ask({...server, connection: {...stranger, password: 'guess'}}, 'select 1')).rejects.toThrow(
    'password authentication failed',
  );
});

it('passes settings on, and says in the server’s words why it did not start', async () => {
  const server = await start({settings: {work_mem: '7MB'}});
  expect(await ask(server, 'show work_mem')).toEqual([{work_mem: '7MB'}]);
  await expect(start({settings: {shared_buffers: 'plenty'}})).rejects.toThrow(
    /did not start.*shared_buffers/s,
  );
});

it.skipIf(process.getuid?.() !== 0)(
  'as root, copies programs that its account cannot reach, and can remove the copy',
  async () => {
    const closed = join(folder, 'closed');
    await mkdir(join(closed, 'bin'), {recursive: true});
    await writeFile(join(closed, 'bin/postgres'), '');
    const account = await chooseAccount();
    const found = {initdb: join(closed, 'bin/initdb'), postgres: join(closed, 'bin/postgres')};
    expect(await makeReachable(found, join(folder, 'programs'), account)).toBe(found);
    await chmod(closed, 0o700);
    const copied = await makeReachable(found, join(folder, 'programs'), account);
    expect(copied.postgres).toBe(join(folder, 'programs/bin/postgres'));
    for (const path of [copied.postgres, join(folder, 'programs')]) {
      expect(await stat(path)).toMatchObject({uid: account?.uid, gid: account?.gid});
    }
  },
);

it.skipIf(process.getuid?.() !== 0)(
  'as root, says that a folder is closed to its account, and leaves none',
  async () => {
    await chmod(folder, 0o700);
    vi.stubEnv('TMPDIR', folder);
    await expect(start()).rejects.toThrow(/cannot use the folder.*may not enter/s);
    await expect(start({directory: join(folder, 'kept')})).rejects.toThrow(/cannot use the folder/);
    vi.unstubAllEnvs();
    expect(await readdir(folder)).toEqual(['kept']);
  },
);

describe('a kept directory', () => {
  it('is started from again with what it held', async () => {
    const directory = join(folder, 'kept');
    const first = await start({directory});
    await ask(first, 'create table remembered as select 42 as answer');
    await first.stop();
    const second = await start({directory});
    expect(await ask(second, 'select answer from remembered')).toEqual([{answer: 42}]);
  });

  it('is refused while another live server runs from it', async () => {
    const directory = join(folder, 'kept');
    await start({directory});
    await expect(start({directory})).rejects.toThrow(/is in use.*process \d+/s);
  });

  it('starts in spite of a lock file whose process number is now another program’s', async () => {
    const directory = join(folder, 'kept');
    await (await start({directory})).stop();
    const lock = `${process.pid}\n${directory}/data\n1\n5432\n\n127.0.0.1\n\nready\n`;
    await writeFile(join(directory, 'data/postmaster.pid'), lock);
    expect(await ask(await start({directory}), 'select 1 as one')).toEqual([{one: 1}]);
  });

  it('is refused when it holds other people’s things', async () => {
    await writeFile(join(folder, 'thesis.txt'), 'years of work');
    await expect(start({directory: folder})).rejects.toThrow(/is not used.*thesis\.txt/s);
    expect(await readdir(folder)).toEqual(['thesis.txt']);
  });
});
