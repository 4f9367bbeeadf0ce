import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {type Terminal, waitForOutput} from '../support/terminal.ts';
import {cookedSettings, createSandbox, pidOf, program, type Sandbox} from './sandbox.ts';

/** However the demo ends: no server, no other process and no folder is left. */
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(() => sandbox.remove());

const firstData = /FAILING \d+ +export-weekly-digest/;

async function expectNothingLeft(): Promise<void> {
  await expect.poll(sandbox.leftovers, {timeout: 10_000, interval: 20}).toEqual({files: [], processes: []});
}

/** The demo with data on its screen, and a server that is proven to be there. */
async function openDemo(): Promise<{terminal: Terminal; pid: number}> {
  const terminal = sandbox.open(['demo']);
  await terminal.waitFor(firstData);
  const {files, processes} = await sandbox.leftovers();
  expect(files).toHaveLength(1);
  expect(processes.filter(line => line.includes('postgres'))).not.toEqual([]);
  return {terminal, pid: await pidOf(terminal)};
}

function expectRestored(terminal: Terminal): void {
  const shell = terminal.screen().join('\n');
  for (const setting of cookedSettings) expect(shell).toMatch(new RegExp(`(^|[ ;])${setting}\\b`, 'm'));
  expect(terminal.isAlternateScreen()).toBe(false);
  expect(terminal.isCursorVisible()).toBe(true);
}

describe('with the monitor open', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s', async signal => {
    const {terminal, pid} = await openDemo();
    process.kill(pid, signal);
    await expect(terminal.ended).resolves.toEqual({exitCode: 0, signal: 0});
    expectRestored(terminal);
    expect(await sandbox.leftovers()).toEqual({files: [], processes: []});
  });

  it('ctrl-c', async () => {
    const {terminal} = await openDemo();
    terminal.press('ctrl-c');
    await expect(terminal.ended).resolves.toEqual({exitCode: 0, signal: 0});
    expectRestored(terminal);
    expect(await sandbox.leftovers()).toEqual({files: [], processes: []});
  });

  it('SIGKILL of lanewatch itself', async () => {
    const {terminal, pid} = await openDemo();
    process.kill(pid, 'SIGKILL');
    await terminal.ended;
    await expectNothingLeft();
  });

  it('a closed window', async () => {
    const {terminal} = await openDemo();
    terminal.hangUp();
    await expectNothingLeft();
  });

  it('SIGKILL of the terminal', async () => {
    const window = spawn(
      process.execPath,
      [join(import.meta.dirname, 'terminal-window.ts'), process.execPath, program, 'demo'],
      {env: sandbox.env, stdio: ['ignore', 'pipe', 'inherit']},
    );
    await waitForOutput(window.stdout, firstData);
    window.kill('SIGKILL');
    await once(window, 'exit');
    await expectNothingLeft();
  });
});

describe('while it is still setting up', () => {
  const endings: ReadonlyArray<readonly [string, (terminal: Terminal, pid: number) => void]> = [
    ['SIGTERM', (_, pid) => void process.kill(pid, 'SIGTERM')],
    ['SIGKILL', (_, pid) => void process.kill(pid, 'SIGKILL')],
    ['ctrl-c', terminal => terminal.press('ctrl-c')],
    ['a closed window', terminal => terminal.hangUp()],
  ];

  it.each(endings)('%s', async (_, end) => {
    const terminal = sandbox.open(['demo']);
    const pid = await pidOf(terminal);
    const begun = async () =>
      (await sandbox.leftovers()).processes.filter(line => /initdb|postgres/.test(line));
    await expect.poll(begun, {interval: 5, timeout: 10_000}).not.toEqual([]);
    expect(terminal.isAlternateScreen()).toBe(false);
    end(terminal, pid);
    await expectNothingLeft();
    expect(terminal.isAlternateScreen()).toBe(false);
  });
});

it('--keep leaves the folder alone, and the next demo goes on from it', async () => {
  const kept = join(sandbox.folder, 'kept');
  await mkdir(kept, {mode: 0o777});
  for (const run of ['first', 'second']) {
    const terminal = sandbox.open(['demo', '--keep', kept]);
    const startedMs = performance.now();
    await terminal.waitFor(firstData);
    expect(performance.now() - startedMs, `${run} start`).toBeLessThan(5_000);
    terminal.press('q');
    await expect(terminal.ended).resolves.toEqual({exitCode: 0, signal: 0});
    expect((await sandbox.leftovers()).processes).toEqual([]);
    expect(await readdir(sandbox.folder)).toEqual(['kept']);
    expect(await readdir(kept)).toContain('data');
  }
});
