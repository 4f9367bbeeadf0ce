import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import type {Terminal} from '../support/terminal.ts';
import {type RestartableServer, startRestartableServer} from './restartable-server.ts';
import {urlOf} from './sample-server.ts';
import {createSandbox, type Sandbox} from './sandbox.ts';

/** The server goes away and comes back while somebody looks. */
let sandbox: Sandbox;
let server: RestartableServer;
let terminal: Terminal;

beforeAll(async () => {
  sandbox = await createSandbox();
  const directory = join(sandbox.folder, 'kept');
  await mkdir(directory, {mode: 0o777});
  server = await startRestartableServer(directory);
  terminal = sandbox.open(['-d', urlOf(server.connection), '--interval', '0.5'], {columns: 120, rows: 30});
  await terminal.waitFor(/FAILING \d+ +export-weekly-digest/);
});
afterAll(async () => {
  await server.stop();
  await sandbox.remove();
});

it('keeps rows and cursor, says that it is offline, and recovers without a key', async () => {
  // The last job refreshes no view; the one above it does.
  terminal.press('G', 'k');
  await terminal.waitFor(/▶.*refresh-weakness-patterns/);
  await server.stop();
  const offline = await terminal.waitFor(/✗ offline \d+(\.\d+)? s, retry in/);
  expect(offline).toMatch(/▶.*refresh-weakness-patterns/);
  expect(offline).toMatch(/FAILING \d+ +export-weekly-digest/);
  await terminal.waitFor(/as of .* ago/);
  // Other screens, help and the way out stay usable meanwhile.
  terminal.press('?');
  await terminal.waitFor(/Keys · /);
  terminal.press('esc');
  await terminal.waitFor('SCHEDULE');
  await server.start();
  await terminal.waitFor(/● live/, 30_000);
  await terminal.waitFor(screen => !/as of .* ago/.test(screen));
  expect(terminal.screen().join('\n')).toMatch(/▶.*refresh-weakness-patterns/);
});

it('hears notifications again, and admits the gap', async () => {
  terminal.press('3');
  await terminal.waitFor(/─ missed [\d:]+–[\d:]+ \(/, 30_000);
});

it('q works while the server is away', async () => {
  await server.stop();
  await terminal.waitFor(/✗ offline/);
  terminal.press('q');
  await expect(terminal.ended).resolves.toEqual({exitCode: 0, signal: 0});
  expect(terminal.isAlternateScreen()).toBe(false);
});
