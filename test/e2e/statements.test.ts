import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {openClient} from '../../src/db/client.ts';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {startSampleServer, urlOf} from './sample-server.ts';
import {createSandbox, type Sandbox} from './sandbox.ts';

/** The server itself tells what the monitor sends it: at most two statements a tick of the visible screen. */
let sandbox: Sandbox;
let server: EmbeddedServer;

beforeAll(async () => {
  [sandbox, server] = await Promise.all([createSandbox(), startSampleServer()]);
  const admin = openClient(server.connection, {applicationName: 'lanewatch test', max: 1});
  await admin`alter system set log_line_prefix = '%a|%u|%n|'`;
  await admin`alter system set log_statement = 'all'`;
  for (const [screen] of screens) await admin.unsafe(`create role ${screen} superuser login password 'x'`);
  await admin`select pg_reload_conf()`;
  await admin.end();
});
afterAll(async () => {
  await server.stop();
  await sandbox.remove();
});

/** Each with a role of its own, which tells its statements from those of the others: all are watched at once. */
const screens = [
  ['overview', /Last hour/],
  ['cron', /FAILING \d+/],
  ['events', /Events · /],
  ['views', /DATA AGE/],
  ['lanes', /speed /],
  ['agents', /Weak lanes/],
  ['doctor', /passed/],
] as const;

/** When the server got each statement of one screen's questions, in milliseconds; what listens keeps a pace of its own. */
async function readMoments(screen: string): Promise<number[]> {
  const log = await readFile(join(server.directory, 'server.log'), 'utf8');
  return [...log.matchAll(/^lanewatch\|(\w+)\|([\d.]+)\|LOG: {2}(?:execute |statement: )/gm)]
    .filter(([, user]) => user === screen)
    .map(([, , seconds]) => Number(seconds) * 1000);
}

const tickMs = 1000;
const budgetPerTick = 2;
const watchedTicks = 11;

it.concurrent.each(screens)('%s sends at most two statements a tick', async (screen, wanted) => {
  const terminal = sandbox.open(
    [
      '-d',
      urlOf({...server.connection, user: screen, password: 'x'}),
      '--screen',
      screen,
      '--interval',
      String(tickMs / 1000),
    ],
    {columns: 120, rows: 40},
  );
  await terminal.waitFor(wanted);
  await terminal.waitFor(/● live/);
  // The first answers lead to further questions; what is counted is how it goes on.
  const from = Date.now() + 2 * tickMs;
  const until = from + watchedTicks * tickMs;
  await terminal.waitFor(() => Date.now() > until, until - from + 10_000);
  const moments = (await readMoments(screen)).filter(at => at >= from && at < until);
  terminal.press('q');
  await terminal.ended;
  expect(moments.length).toBeGreaterThan(0);
  expect(moments.length).toBeLessThanOrEqual(budgetPerTick * watchedTicks);
  // Two beats are a tick apart: what comes within a third of one is of one beat. On a busy machine one may come late,
  // when what waits for room has already taken it.
  const inOneBeat = (first: number) => moments.filter(at => at >= first && at < first + tickMs / 3).length;
  expect(moments.filter(first => inOneBeat(first) > budgetPerTick).length).toBeLessThanOrEqual(1);
});
