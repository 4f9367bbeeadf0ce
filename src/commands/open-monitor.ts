import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {LiveStore} from '../app/live/live-store.ts';
import {defaultSettings, type MonitorSettings} from '../app/settings.ts';
import type {Connection} from '../config/connection.ts';
import type {MonitorOptions} from '../config/monitor-options.ts';
import {cronFacts} from '../queries/cron-facts.ts';
import {openDatabase} from '../queries/database.ts';
import type {noParams, Query} from '../queries/define-query.ts';
import {listChallenges} from '../queries/list-challenges.ts';
import {listCronJobs} from '../queries/list-cron-jobs.ts';
import {requireStandbyOfPrimary} from '../queries/require-standby.ts';

/** What a screen asks first, where that does not depend on anything else. */
const firstQuestions: Partial<Record<string, readonly Query<typeof noParams>[]>> = {
  cron: [cronFacts, listCronJobs],
  lanes: [listChallenges],
};

/** How long a standby may hold up the first screen: what is not known by then is told in it. */
const standbyStartMs = 1500;

/** How long the login may hold up the loading of the user interface. A near server is through in half of it. */
const headStartMs = 40;

/**
 * Opens the monitor and returns the exit code when it is left. The first questions are on their way to the server
 * before the user interface is loaded: the two take their time side by side.
 */
export async function openMonitor(
  connection: Connection,
  options: MonitorOptions & {readonly standby?: Connection | undefined},
  settings: MonitorSettings = defaultSettings,
): Promise<number> {
  const database = openDatabase(connection, {
    schema: options.schema,
    readOnly: options.readOnly,
    statementTimeoutMs: options.statementTimeoutMs,
    cronDatabase: options.cronDatabase,
    source: options.source,
    standby: options.standby,
    maxStandbyLagMs: settings.thresholds.standbyStaleMs,
  });
  const live = new LiveStore(database);
  const firstContact = database.facts();
  if (options.standby) void database.lookAtStandby();
  firstContact.catch(() => {});
  const firstScreen = options.screen ?? (options.agent ? 'agents' : options.challenge ? 'lanes' : 'cron');
  for (const question of firstQuestions[firstScreen] ?? []) live.prefetch(question, {});
  setColourDepth(options);
  try {
    // Loading is one long piece of work in which no answer is read; a login has half a dozen of them.
    await Promise.race([firstContact.catch(() => {}), delay(headStartMs)]);
    const [{runMonitor}, {screens}] = await Promise.all([
      import('../app/run-monitor.tsx'),
      import('../screens/screens.ts'),
    ]);
    // A wrong password or a refused connection is told on the command line; later losses are shown in the monitor.
    await firstContact;
    if (options.standby) await requireStandbyOfPrimary(database, standbyStartMs);
    return await runMonitor(database, live, screens, {...options, screen: firstScreen}, settings);
  } finally {
    await database.close();
  }
}

/**
 * The theme alone decides about colours, all of the terminal's own 16. Ink's colour library would otherwise drop bold
 * and inverse together with them under NO_COLOR, and the cursor with those.
 */
function setColourDepth({once}: MonitorOptions): void {
  const draws = process.stdout.isTTY && !once;
  process.env.FORCE_COLOR = draws ? '1' : '0';
  delete process.env.NO_COLOR;
}
