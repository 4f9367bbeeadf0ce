import {afterAll, beforeAll, expect, it} from 'vitest';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {startSampleServer, urlOf} from './sample-server.ts';
import {createSandbox, type Sandbox} from './sandbox.ts';

/** Over a bad link every byte counts: where nothing changed, nothing but the clock is sent. */
let sandbox: Sandbox;
let server: EmbeddedServer;

beforeAll(async () => {
  [sandbox, server] = await Promise.all([createSandbox(), startSampleServer()]);
});
afterAll(async () => {
  await server.stop();
  await sandbox.remove();
});

/** By screen, what a second may cost: the moment in the header, and where one is shown the age of what is below. */
it.concurrent.each([
  ['cron', /FAILING \d+/, 200],
  ['lanes', /speed .*\[█+│█+\]/, 160],
  ['agents', /Weak lanes/, 160],
  ['events', /Events · 2 channels/, 300],
])('paused, %s sends only its clock', async (screen, wanted, bytesPerSecond) => {
  const terminal = sandbox.open(['-d', urlOf(server.connection), '--screen', screen], {
    columns: 120,
    rows: 40,
  });
  await terminal.waitFor(wanted);
  await terminal.waitFor(/● live/);
  terminal.press('p');
  await terminal.waitFor('‖ paused');
  const clock = () => /\d\d:\d\d:\d\dZ/.exec(terminal.screen()[0] ?? '')?.[0];
  const nextTick = (before: string | undefined) => terminal.waitFor(() => clock() !== before, 10_000);
  await nextTick(clock());
  await nextTick(clock());
  const costs: number[] = [];
  for (let ticks = 0; ticks < 3; ticks += 1) {
    const before = terminal.bytesWritten();
    const startedMs = performance.now();
    await nextTick(clock());
    costs.push((terminal.bytesWritten() - before) / ((performance.now() - startedMs) / 1000));
  }
  // Ages in minutes may change in one of these seconds, but not in all.
  expect(Math.min(...costs)).toBeLessThan(bytesPerSecond);
  terminal.press('q');
  expect((await terminal.ended).exitCode).toBe(0);
});

/** The sample server has neither traffic nor a worker: what is asked again and again has the same answer. */
it.each([
  ['cron', /FAILING \d+/, 400],
  ['lanes', /speed .*\[█+│█+\]/, 300],
  ['agents', /Weak lanes/, 300],
])(
  'live, %s whose data stays as it is sends no more than its clocks',
  async (screen, wanted, bytesPerTick) => {
    const terminal = sandbox.open(['-d', urlOf(server.connection), '--screen', screen], {
      columns: 120,
      rows: 40,
    });
    await terminal.waitFor(wanted);
    await terminal.waitFor(/● live/);
    const clock = () => /\d\d:\d\d:\d\dZ/.exec(terminal.screen()[0] ?? '')?.[0];
    const nextTick = (before: string | undefined) => terminal.waitFor(() => clock() !== before, 10_000);
    await nextTick(clock());
    await nextTick(clock());
    const texts: string[] = [];
    for (let ticks = 0; ticks < 4; ticks += 1) {
      const before = terminal.output().length;
      await nextTick(clock());
      texts.push(terminal.output().slice(before));
    }
    const [least = ''] = texts.sort((one, other) => one.length - other.length);
    expect(Buffer.byteLength(least)).toBeLessThan(bytesPerTick);
    // Not one row of the list is among it.
    expect(least).not.toMatch(wanted);
    terminal.press('q');
    expect((await terminal.ended).exitCode).toBe(0);
  },
);
