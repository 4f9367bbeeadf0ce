import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {startSampleServer, urlOf} from './sample-server.ts';
import {createSandbox, type Sandbox} from './sandbox.ts';

/** Terminals that can do little, and outputs that are none. */
let sandbox: Sandbox;
let server: EmbeddedServer;
let url: string;

beforeAll(async () => {
  [sandbox, server] = await Promise.all([createSandbox(), startSampleServer()]);
  url = urlOf(server.connection);
});
afterAll(async () => {
  await server.stop();
  await sandbox.remove();
});

const failing = /FAILING \d+ +export-weekly-digest/;
/** SGR sequences other than bold, dim, inverse and their ends. */
const colour = /\u001B\[(?:\d+;)*(?:3[0-8]|4[0-8]|9\d|10\d)(?:;\d+)*m/;

describe('without a terminal one screen is printed as text', () => {
  it.each([
    ['cron', failing],
    ['lanes', /speed .*\[█+│█+\]/],
    ['agents', /Agents · 40/],
    ['events', /Events · 2 channels ● heard/],
  ])('--once --screen %s', async (screen, wanted) => {
    const {exitCode, stdout, stderr} = await sandbox.run(['--once', '--screen', screen, '-d', url]);
    expect(stdout).toMatch(wanted);
    expect(stdout).not.toContain('\u001B');
    expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''});
  });

  it('in frames whose sides stand below each other, also where nobody says how wide the output is', async () => {
    const {stdout} = await sandbox.run(['--once', '--screen', 'lanes', '-d', url]);
    const sides = stdout.split('\n').filter(line => /^[┌│└]/.test(line));
    expect(sides.length).toBeGreaterThan(5);
    expect(new Set(sides.map(line => line.length))).toEqual(new Set([120]));
  });

  it('also where --once is left out', async () => {
    const {exitCode, stdout} = await sandbox.run(['-d', url], {env: {COLUMNS: '80', LINES: '24'}});
    expect(stdout).toMatch(failing);
    expect(stdout).not.toContain('\u001B');
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
    expect(exitCode).toBe(0);
  });
});

describe('a locale without Unicode', () => {
  it('is drawn in ASCII, state and all', async () => {
    const terminal = sandbox.open(['-d', url, '--screen', 'cron'], {env: {LANG: 'C', LC_ALL: 'C'}});
    const screen = await terminal.waitFor(/x FAILING \d+/);
    expect(screen).toMatch(/^[\n\x20-\x7E]*$/);
    terminal.press('q');
    expect((await terminal.ended).exitCode).toBe(0);
  });
});

describe('TERM=dumb', () => {
  it('gets one screen as text, without a single sequence', async () => {
    const terminal = sandbox.open(['-d', url, '--screen', 'cron'], {env: {TERM: 'dumb'}});
    expect((await terminal.ended).exitCode).toBe(0);
    expect(terminal.output()).toMatch(failing);
    expect(terminal.output()).not.toContain('\u001B');
  });
});

describe('INK_SCREEN_READER', () => {
  it('reads each screen line by line, each value after its title, without a frame or a second hand', async () => {
    const terminal = sandbox.open(['-d', url, '--screen', 'cron'], {
      env: {INK_SCREEN_READER: 'true'},
      columns: 100,
      rows: 40,
    });
    await terminal.waitFor(/^selected: STATE: FAILING \d+, JOB: export-weekly-digest, SCHEDULE: /m);
    await terminal.waitFor(/chosen: 2 Cron/);
    for (const key of ['1', '4', '5', '6', '8', '?']) {
      terminal.press(key);
      await terminal.waitFor(key === '?' ? /^Keys/m : new RegExp(`chosen: ${key} `));
      expect(terminal.screen().join('\n')).not.toMatch(/[\u2500-\u259F]|\d\d:\d\d:\d\dZ$/m);
    }
    terminal.press('esc');
    await terminal.waitFor(screen => !/^Keys/m.test(screen));
    terminal.press('q');
    expect((await terminal.ended).exitCode).toBe(0);
  });
});

describe('NO_COLOR', () => {
  it('draws no colours; the cursor is still seen', async () => {
    const terminal = sandbox.open(['-d', url], {env: {NO_COLOR: '1'}});
    await terminal.waitFor(failing);
    terminal.press('j');
    await terminal.waitFor(/▶ +‖ PAUSED/);
    const cursor = terminal.stylesOf('PAUSED');
    expect(cursor.some(({bold, inverse}) => bold || inverse)).toBe(true);
    expect(cursor.some(({coloured}) => coloured)).toBe(false);
    for (const key of ['3', '5', '6', '?']) {
      terminal.press(key);
      await terminal.waitFor(key === '?' ? /Keys · / : /(Events|Lanes|Agents) · /);
    }
    terminal.press('esc');
    await terminal.waitFor(/Agents · 40/);
    terminal.press('q');
    await terminal.ended;
    expect(terminal.output()).not.toMatch(colour);
  });
});

describe('--ascii', () => {
  it('draws ASCII alone on every screen', async () => {
    const terminal = sandbox.open(['-d', url, '--ascii', '--no-color'], {columns: 120, rows: 40});
    await terminal.waitFor(failing);
    for (const [key, wanted] of [
      ['3', /Events - |Events . /],
      ['5', /speed .*\[.*\|.*\]/],
      ['6', /Agents . 40/],
      ['@', 'SQL log'],
    ] as const) {
      terminal.press(key);
      await terminal.waitFor(wanted);
    }
    terminal.press('esc');
    await terminal.waitFor(/Agents . 40/);
    terminal.press('q');
    await terminal.ended;
    expect(terminal.output().match(/[^\u0000-\u007E]+/g)).toBeNull();
    expect(terminal.output()).not.toMatch(colour);
  });
});
