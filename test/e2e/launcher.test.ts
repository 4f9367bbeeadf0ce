import {execFileSync} from 'node:child_process';
import {chmod, copyFile, mkdir, readdir, rm, stat, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, expect, it} from 'vitest';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {startSampleServer, urlOf} from './sample-server.ts';
import {createSandbox, program, type Sandbox} from './sandbox.ts';

/** Compiled code is kept from one start to the next; without it, or with a wrong one, a start only takes longer. */
let sandbox: Sandbox;
let server: EmbeddedServer;
let cache: string;
const question = ['cron', 'next', '0 0 1 1 *', '--from', '2026-06-01T00:00:00Z', '--count', '1'];
const answer = /2027-01-01/;

beforeAll(async () => {
  [sandbox, server] = await Promise.all([createSandbox(), startSampleServer()]);
});
afterAll(async () => {
  await server.stop();
  await sandbox.remove();
});
beforeEach(async () => {
  cache = join(sandbox.env.HOME ?? '', 'cache');
  await rm(cache, {recursive: true, force: true});
});

const kept = async () => {
  const folder = join(cache, 'lanewatch');
  const names = await readdir(folder);
  return Promise.all(
    names.sort().map(async name => {
      const {mode, mtimeMs, size} = await stat(join(folder, name));
      return {name, mode: mode & 0o777, mtimeMs, size};
    }),
  );
};
const ask = () => sandbox.run(question, {env: {XDG_CACHE_HOME: cache}});

async function drawOnce(): Promise<void> {
  const terminal = sandbox.open(['-d', urlOf(server.connection)], {env: {XDG_CACHE_HOME: cache}});
  await terminal.waitFor('export-weekly-digest');
  await expect.poll(async () => (await kept()).map(({name}) => name.split('-')[0])).toContain('monitor');
  terminal.press('q');
  expect((await terminal.ended).exitCode).toBe(0);
}

it('keeps what a command needs, for its owner alone, and takes it the next time', async () => {
  expect((await ask()).stdout).toMatch(answer);
  const [first, ...rest] = await kept();
  expect(rest).toEqual([]);
  expect(first).toMatchObject({name: expect.stringMatching(/^command-v.*\.v8$/), mode: 0o600});
  expect((await ask()).stdout).toMatch(answer);
  expect(await kept()).toEqual([first]);
});

it('keeps what the monitor needs, which serves the commands too', async () => {
  await ask();
  await drawOnce();
  const before = await kept();
  expect(before.map(({name}) => name.split('-')[0])).toEqual(['command', 'monitor']);
  await drawOnce();
  expect((await ask()).stdout).toMatch(answer);
  expect(await kept()).toEqual(before);
});

it('runs with code that is broken, and puts it right', async () => {
  await ask();
  const [{name = '', size = 0} = {}] = await kept();
  await writeFile(join(cache, 'lanewatch', name), 'not code');
  expect((await ask()).stdout).toMatch(answer);
  expect(await kept()).toMatchObject([{name, size: expect.closeTo(size, -4)}]);
});

it('does not run code that others could have written', async () => {
  await ask();
  const [{name = ''} = {}] = await kept();
  const path = join(cache, 'lanewatch', name);
  await chmod(path, 0o666);
  expect((await ask()).stdout).toMatch(answer);
  expect(await kept()).toMatchObject([{name, mode: 0o600}]);
});

it('runs where nothing can be kept', async () => {
  await writeFile(cache, 'a file, not a folder');
  expect(await ask()).toMatchObject({exitCode: 0, stderr: '', stdout: expect.stringMatching(answer)});
});

it('removes what builds of long ago left', async () => {
  const folder = join(cache, 'lanewatch');
  await mkdir(folder, {recursive: true});
  const old = join(folder, 'monitor-v22.0.0-x64-0123456789abcdef.v8');
  await writeFile(old, '');
  await utimes(old, 0, 0);
  await ask();
  expect((await kept()).map(({name}) => name)).toEqual([expect.stringMatching(/^command-/)]);
});

it('is not needed: the program runs alone, copied to any folder', async () => {
  const alone = join(sandbox.folder, 'lanewatch.mjs');
  await copyFile(join(program, '../lanewatch.mjs'), alone);
  const out = execFileSync(process.execPath, [alone, ...question], {env: {...sandbox.env}, encoding: 'utf8'});
  expect(out).toMatch(answer);
  await rm(alone);
});
