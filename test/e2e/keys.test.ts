import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {fullName} from '../../src/app/keys/key-overrides.ts';
import {openClient} from '../../src/db/client.ts';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {keymapPlaces} from '../../src/screens/keymaps.ts';
import type {Terminal, Wanted} from '../support/terminal.ts';
import {boxChecks, isHome} from './box-checks.ts';
import {
  type KeyCheck,
  listChecks,
  programChecks,
  screenChecks,
  testedElsewhere,
  titles,
} from './key-checks.ts';
import {startSampleServer, urlOf} from './sample-server.ts';
import {createSandbox, type Sandbox} from './sandbox.ts';

/** Every key of the keymaps, pressed in the built program on every screen where it is valid. */
let sandbox: Sandbox;
let server: EmbeddedServer;

beforeAll(async () => {
  [sandbox, server] = await Promise.all([createSandbox(), startSampleServer()]);
});
afterAll(async () => {
  await server.stop();
  await sandbox.remove();
});

const screens = ['overview', 'cron', 'events', 'views', 'lanes', 'agents', 'explain', 'doctor'];
/** Lists that cannot be sorted: they stand in the order of time. */
const unsorted = ['events'];
const keysByName = new Map(
  keymapPlaces.flatMap(({keymap}) =>
    keymap.bindings.map(binding => [fullName(keymap, binding), binding.keys] as const),
  ),
);

async function open(screen: string, number: string): Promise<Terminal> {
  const terminal = sandbox.open(['-d', urlOf(server.connection), '--screen', screen], {
    columns: 120,
    rows: 40,
  });
  await terminal.waitFor(titles[number] ?? '');
  await terminal.waitFor('● live 2 s');
  if (screen === 'events') await notify(terminal);
  await terminal.waitFor(/^▶/m);
  return terminal;
}

/** A tail needs something to show. */
async function notify(terminal: Terminal): Promise<void> {
  await terminal.waitFor(/● heard/);
  const client = openClient(server.connection, {applicationName: 'lanewatch test'});
  try {
    for (const note of ['first', 'second', 'third'])
      await client`select pg_notify('analytics_alert', ${JSON.stringify({note, long: 'x'.repeat(120)})})`;
  } finally {
    await client.end();
  }
  await terminal.waitFor('third');
}

/** The row under the cursor, without what time alone changes. */
function cursorRow(screen: string): string {
  const row = screen.split('\n').find(line => line.startsWith('▶')) ?? '';
  return row.replaceAll(/[\d.,:–-]+ ?(ms|[smhd])?\b/g, '');
}

const holds = (wanted: Wanted, screen: string) =>
  typeof wanted === 'function'
    ? wanted(screen)
    : typeof wanted === 'string'
      ? screen.includes(wanted)
      : wanted.test(screen);

async function check(terminal: Terminal, key: string, {see, before = [], back}: KeyCheck, home: RegExp) {
  for (const each of before) {
    terminal.press(each);
    await settled(terminal);
  }
  const row = cursorRow(terminal.screen().join('\n'));
  terminal.press(key);
  await terminal.waitFor(see === 'moved' ? screen => cursorRow(screen) !== row : see);
  if (!back) return;
  for (const each of back) terminal.press(each);
  await terminal.waitFor(screen => home.test(screen) && (see === 'moved' || !holds(see, screen)));
}

/** Esc is held back for a moment, to tell it from a sequence: what follows must not be taken for one with it. */
async function settled(terminal: Terminal): Promise<void> {
  let bytes = terminal.bytesWritten();
  let quietTurns = 0;
  await expect
    .poll(
      () => {
        quietTurns = terminal.bytesWritten() === bytes ? quietTurns + 1 : 0;
        bytes = terminal.bytesWritten();
        return quietTurns;
      },
      {interval: 25, timeout: 5000},
    )
    .toBeGreaterThan(5);
}

describe.each(screens.map((screen, index) => ({screen, number: String(index + 1)})))(
  '$screen',
  ({screen, number}) => {
    const checks = Object.entries({...listChecks, ...programChecks(number), ...screenChecks[number]})
      .filter(([name]) => !(unsorted.includes(screen) && name.startsWith('list.sort')))
      // On Explain, ctrl-s saves the plan, and the list of queries has two columns.
      .filter(([name]) => !(screen === 'explain' && /^list\.(save|scroll)/.test(name)));

    it('every key does what it says', async () => {
      const terminal = await open(screen, number);
      const home = titles[number] ?? /^/;
      for (const [name, each] of checks) {
        for (const key of keysByName.get(name) ?? []) {
          try {
            await check(terminal, key, each, home);
          } catch (error) {
            throw new Error(`${name} (${key}): ${error instanceof Error ? error.message : error}`, {
              cause: error,
            });
          }
        }
      }
      for (const [target, title] of Object.entries(titles)) {
        terminal.press(target);
        await terminal.waitFor(title);
        terminal.press(number);
        await terminal.waitFor(home);
      }
      terminal.press('q');
      expect((await terminal.ended).exitCode).toBe(0);
    });

    it('ctrl-c leaves', async () => {
      const terminal = sandbox.open(['-d', urlOf(server.connection), '--screen', screen]);
      await terminal.waitFor(/q quit/);
      terminal.press('ctrl-c');
      expect((await terminal.ended).exitCode).toBe(0);
    });
  },
);

/** What is between the tabs and the footer. */
function boxOf(terminal: Terminal): string {
  return terminal.screen().slice(2, -1).join('\n');
}

it('every key of the boxes does what it says', async () => {
  const terminal = sandbox.open(['-d', urlOf(server.connection), '--screen', 'views']);
  await terminal.waitFor(/^▶/m);
  terminal.press('r');
  await terminal.waitFor('┌ Confirm');
  terminal.press('y');
  await terminal.waitFor(/succeeded .* manual/);
  // A text that is longer than its box.
  terminal.press('d');
  await terminal.waitFor(/ · definition/);
  terminal.press('y');
  await terminal.waitFor('Copied');
  terminal.press('esc');
  await terminal.waitFor(isHome);
  terminal.press('p');
  await terminal.waitFor('‖ paused');
  for (const [name, {see, before = [], back = []}] of Object.entries(boxChecks)) {
    for (const key of keysByName.get(name) ?? []) {
      try {
        for (const each of before) {
          terminal.press(each);
          await settled(terminal);
        }
        const box = boxOf(terminal);
        terminal.press(key);
        await terminal.waitFor(see === 'moved' ? () => boxOf(terminal) !== box : see);
        for (const each of back) {
          terminal.press(each);
          await settled(terminal);
        }
        await terminal.waitFor(isHome);
      } catch (error) {
        throw new Error(`${name} (${key}): ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      }
    }
  }
  terminal.press('q');
  expect((await terminal.ended).exitCode).toBe(0);
}, 120_000);

it('no key of the keymaps is without a check', () => {
  const checked = new Set([
    ...Object.keys(listChecks),
    ...Object.keys(programChecks('1')),
    ...Object.values(screenChecks).flatMap(Object.keys),
    ...Object.keys(boxChecks),
    ...Object.keys(testedElsewhere),
    // Pressed above on each screen, and in the first box.
    ...['program.screen', 'program.quit', 'program.interrupt', 'confirm.confirm'],
  ]);
  const names = keymapPlaces.flatMap(({keymap}) => keymap.bindings.map(binding => fullName(keymap, binding)));
  expect(names.filter(name => !checked.has(name))).toEqual([]);
  expect([...checked].filter(name => !names.includes(name))).toEqual([]);
  for (const file of Object.values(testedElsewhere))
    expect(existsSync(join(import.meta.dirname, file)), file).toBe(true);
});
