import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import type {Connection} from '../../src/config/connection.ts';
import {openClient} from '../../src/db/client.ts';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';

/** What the monitor asks by itself, and what tells that a screen has its data. Explain asks nothing without a key. */
export const pollingScreens = [
  ['overview', /Last hour/],
  ['cron', /FAILING \d+/],
  ['events', /Events · /],
  ['views', /DATA AGE/],
  ['lanes', /speed /],
  ['agents', /Weak lanes/],
  ['doctor', /passed/],
] as const;

export type PollingScreen = (typeof pollingScreens)[number][0];

/** Lets a server log every statement, and gives each screen a login of its own: all can be watched at once. */
export async function logStatementsOfScreens({connection}: EmbeddedServer): Promise<void> {
  const admin = openClient(connection, {applicationName: 'lanewatch test', max: 1});
  await admin`alter system set log_line_prefix = '%a|%u|%n|'`;
  await admin`alter system set log_statement = 'all'`;
  for (const [screen] of pollingScreens)
    await admin.unsafe(`create role ${screen} superuser login password 'x'`);
  await admin`select pg_reload_conf()`;
  await admin.end();
}

/** As the login that tells a screen's statements from those of the others. */
export function loginOf(screen: PollingScreen, {connection}: EmbeddedServer): Connection {
  return {...connection, user: screen, password: 'x'};
}

/**
 * When the server got each statement of one screen's questions, in milliseconds, over so many ticks from two ticks on:
 * the first answers lead to further questions; what is counted is how it goes on. What listens keeps a pace of its own.
 */
export async function watchStatements(
  screen: PollingScreen,
  server: EmbeddedServer,
  {ticks, tickMs}: {ticks: number; tickMs: number},
): Promise<number[]> {
  const from = Date.now() + 2 * tickMs;
  const until = from + ticks * tickMs;
  await delay(until - Date.now());
  const log = await readFile(join(server.directory, 'server.log'), 'utf8');
  return [...log.matchAll(/^lanewatch\|(\w+)\|([\d.]+)\|LOG: {2}(?:execute |statement: )/gm)]
    .filter(([, user]) => user === screen)
    .map(([, , seconds]) => Number(seconds) * 1000)
    .filter(at => at >= from && at < until);
}

/** Two beats are a tick apart: what comes within a third of one is of one beat. For each statement, how many from it on. */
export function countByBeat(moments: readonly number[], tickMs: number): number[] {
  return moments.map(first => moments.filter(at => at >= first && at < first + tickMs / 3).length);
}
