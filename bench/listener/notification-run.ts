import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import type {Connection} from '../../src/config/connection.ts';
import type {Client} from '../../src/db/client.ts';
import {urlOf} from '../../test/e2e/sample-server.ts';
import {floodWithNotifications} from '../../test/support/notification-flood.ts';
import {watchMemory} from '../../test/support/resident-memory.ts';
import {startTerminal} from '../../test/support/terminal.ts';

export interface NotificationPlan {
  readonly perSecond: number;
  readonly seconds: number;
  /** While it fills, and V8 still compiles: keys do not count yet. */
  readonly warmUpSeconds: number;
}

export interface NotificationRun {
  /** Notifications a second that were really committed. */
  readonly rate: number;
  readonly sent: number;
  /** From keys to the frames that obey them. */
  readonly tookMs: readonly number[];
  /** Resident memory of each second. */
  readonly memoryMib: readonly number[];
}

/** What the Events screen keeps. */
const kept = 10_000;

/**
 * Floods the Events screen of the built program in a real terminal, while help is opened and closed at moments of their
 * own.
 * @throws where the screen does not show the last event in the end, or does not count each event once.
 */
export async function runNotifications(
  connection: Connection,
  client: Client,
  {perSecond, seconds, warmUpSeconds}: NotificationPlan,
): Promise<NotificationRun> {
  const terminal = startTerminal(
    process.execPath,
    [
      join(import.meta.dirname, '../../dist/bin.mjs'),
      ...['-d', urlOf(connection), '--screen', 'events', '--listen', 'theirs'],
    ],
    {columns: 120, rows: 40, env: {HOME: '/nonexistent', PATH: process.env.PATH ?? ''}},
  );
  try {
    await terminal.waitFor(/heard/, 20_000);
    const memory = watchMemory(terminal.pid);
    const flood = floodWithNotifications(client, 'theirs', perSecond);
    const startedMs = performance.now();
    const tookMs: number[] = [];
    for (let nth = 0; performance.now() - startedMs < seconds * 1000; nth += 1) {
      const isHelp = nth % 2 === 0;
      await delay(100 + Math.random() * 200);
      const pressedMs = performance.now();
      terminal.press(isHelp ? '?' : 'esc');
      await terminal.waitFor(screen => screen.includes('Keys · ') === isHelp);
      if (pressedMs - startedMs > warmUpSeconds * 1000) tookMs.push(performance.now() - pressedMs);
    }
    const rate = await flood.stop();
    const memoryMib = await memory.stop();
    const sent = flood.sent();
    if (terminal.screen().join('\n').includes('Keys · ')) terminal.press('esc');
    // The last one is there, and what is not kept is counted, each event once.
    await terminal.waitFor(`flood ${sent} `);
    await terminal.waitFor(`10,000 kept · ${new Intl.NumberFormat('en').format(sent - kept)} dropped`);
    return {rate, sent, tookMs, memoryMib};
  } finally {
    terminal.dispose();
  }
}
