import {afterAll, beforeAll, expect, it} from 'vitest';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {
  countByBeat,
  loginOf,
  logStatementsOfScreens,
  pollingScreens,
  watchStatements,
} from '../support/screen-statements.ts';
import {startSampleServer, urlOf} from './sample-server.ts';
import {createSandbox, type Sandbox} from './sandbox.ts';

/** The server itself tells what the monitor sends it: at most two statements a tick of the visible screen. */
let sandbox: Sandbox;
let server: EmbeddedServer;

beforeAll(async () => {
  [sandbox, server] = await Promise.all([createSandbox(), startSampleServer()]);
  await logStatementsOfScreens(server);
});
afterAll(async () => {
  await server.stop();
  await sandbox.remove();
});

const tickMs = 1000;
const budgetPerTick = 2;
const ticks = 11;

it.concurrent.each(pollingScreens)('%s sends at most two statements a tick', async (screen, wanted) => {
  const url = urlOf(loginOf(screen, server));
  const args = ['-d', url, '--screen', screen, '--interval', String(tickMs / 1000)];
  const terminal = sandbox.open(args, {columns: 120, rows: 40});
  await terminal.waitFor(wanted);
  await terminal.waitFor(/● live/);
  const moments = await watchStatements(screen, server, {ticks, tickMs});
  terminal.press('q');
  await terminal.ended;
  expect(moments.length).toBeGreaterThan(0);
  expect(moments.length).toBeLessThanOrEqual(budgetPerTick * ticks);
  // On a busy machine one beat may come late, when what waits for room has already taken it.
  const over = countByBeat(moments, tickMs).filter(count => count > budgetPerTick);
  expect(over.length).toBeLessThanOrEqual(1);
});
