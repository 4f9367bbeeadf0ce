/**
 * How many statements each screen sends in a tick, as the server's own log tells: at most two. All screens are watched
 * at once, each as a user of its own. Exits with 1 where one sends more.
 */
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {startSampleServer, urlOf} from '../test/e2e/sample-server.ts';
import {
  countByBeat,
  loginOf,
  logStatementsOfScreens,
  type PollingScreen,
  pollingScreens,
  watchStatements,
} from '../test/support/screen-statements.ts';
import {startTerminal} from '../test/support/terminal.ts';
import {judge, type Measurement} from './pipeline/measurement.ts';
import {readServerVersion, sharedOptions, tellResult, writeResult} from './support/write-result.ts';

const {values} = parseArgs({options: sharedOptions});
const budget = 2;
const ticks = values.quick ? 5 : 60;
const tickMs = 1_000;

const server = await startSampleServer();
let found: Measurement[];
try {
  await logStatementsOfScreens(server);
  found = await Promise.all(pollingScreens.map(([screen, hasData]) => measure(screen, hasData)));
  await writeResult(
    {
      part: 'statements',
      isQuick: values.quick,
      folder: values.results,
      server: await readServerVersion(server.connection),
      settings: {ticks, intervalSeconds: tickMs / 1000},
    },
    found,
  );
} finally {
  await server.stop();
}
tellResult(`${ticks} ticks of every screen that asks by itself`, found);

async function measure(screen: PollingScreen, hasData: RegExp): Promise<Measurement> {
  const terminal = startTerminal(
    process.execPath,
    [
      join(import.meta.dirname, '../dist/bin.mjs'),
      ...['-d', urlOf(loginOf(screen, server)), '--screen', screen, '--interval', String(tickMs / 1000)],
    ],
    {columns: 120, rows: 40, env: {HOME: '/nonexistent', PATH: process.env.PATH ?? ''}},
  );
  try {
    await terminal.waitFor(hasData, 30_000);
    await terminal.waitFor(/● live/, 30_000);
    const moments = await watchStatements(screen, server, {ticks, tickMs});
    const perTick = moments.length > 0 ? moments.length / ticks : Number.NaN;
    const most = Math.max(0, ...countByBeat(moments, tickMs));
    return judge(
      `statements of a tick: ${screen}`,
      `${perTick.toFixed(2)} on average, ${most} at most`,
      `at most ${budget} on average`,
      perTick <= budget,
      {value: perTick, unit: 'statements'},
    );
  } finally {
    terminal.dispose();
  }
}
