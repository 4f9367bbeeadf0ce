import {afterAll, beforeAll, expect, it, vi} from 'vitest';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {startSampleServer, urlOf} from './sample-server.ts';
import {createSandbox, type Sandbox} from './sandbox.ts';

/** Over a bad link every byte counts: where nothing but time has changed, nothing is sent. */
let sandbox: Sandbox;
let server: EmbeddedServer;

beforeAll(async () => {
  [sandbox, server] = await Promise.all([createSandbox(), startSampleServer()]);
});
afterAll(async () => {
  await server.stop();
  await sandbox.remove();
});

/** Six ticks at this interval; ages of data that is new move every ten seconds, in between there is room for it. */
const interval = '0.5';
const quietMs = 3000;
/** What screens tell after a while: what they cost, what changes rarely and is asked so. */
const settledWithinMs = 40_000;

/** The sample server has neither traffic nor a worker: what is asked again and again has the same answer. */
it.concurrent.each([
  ['overview', /FAILING|failed runs in a row/],
  ['cron', /FAILING \d+/],
  ['events', /Events · 2 channels/],
  ['views', /mv_weakness_patterns/],
  ['lanes', /speed .*\[█+│█+\]/],
  ['agents', /Weak lanes/],
  ['explain', /Explain/],
  ['doctor', /checks passed/],
])('live, %s whose data stays as it is sends nothing', async (screen, wanted) => {
  const terminal = sandbox.open(
    ['-d', urlOf(server.connection), '--screen', screen, '--interval', interval],
    {
      columns: 120,
      rows: 40,
    },
  );
  await terminal.waitFor(wanted);
  await terminal.waitFor(/● live/);
  let bytes = terminal.bytesWritten();
  let sinceMs = performance.now();
  const silentMs = () => {
    if (terminal.bytesWritten() !== bytes) sinceMs = performance.now();
    bytes = terminal.bytesWritten();
    return performance.now() - sinceMs;
  };
  await vi.waitFor(() => expect(silentMs()).toBeGreaterThan(quietMs), {
    timeout: settledWithinMs,
    interval: 50,
  });
  // It is silent, not dead: what changes is drawn, and so is the end.
  terminal.press('p');
  await terminal.waitFor('‖ paused');
  terminal.press('q');
  expect((await terminal.ended).exitCode).toBe(0);
});
