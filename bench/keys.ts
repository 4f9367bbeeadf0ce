/**
 * How long the monitor takes from a key to the frame that obeys it, on lists of 10,000 rows in a real terminal while it
 * goes on asking every two seconds: 99 of 100 within 50 ms. Exits with 1 where that is missed.
 */
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {type Client, openClient} from '../src/db/client.ts';
import {startSampleServer, urlOf} from '../test/e2e/sample-server.ts';
import {startTerminal, type Wanted} from '../test/support/terminal.ts';
import {fillCron, fillEvents} from './monitor/full-tables.ts';
import {timeKeys} from './monitor/time-keys.ts';
import {judge, type Measurement, quantile} from './pipeline/measurement.ts';
import {readServerVersion, sharedOptions, tellResult, writeResult} from './support/write-result.ts';

const {values} = parseArgs({options: sharedOptions});
const budgetMs = 50;
const presses = values.quick ? 60 : 600;
const size = {columns: 120, rows: 40};

interface FullList {
  readonly screen: 'events' | 'cron';
  readonly rows: number;
  readonly what: string;
  readonly args: readonly string[];
  readonly canSort: boolean;
  /** Before the program starts, or once its screen is there. */
  readonly fill: (client: Client, rows: number) => Promise<void>;
  readonly fillsWhen: 'before' | 'open';
  readonly isOpen: Wanted;
  readonly isFull: Wanted;
}

const cron = (rows: number): FullList => ({
  screen: 'cron',
  rows,
  what: `Cron, ${count(rows)} jobs`,
  args: [],
  canSort: true,
  fill: fillCron,
  fillsWhen: 'before',
  isOpen: `Cron jobs · ${count(rows)}`,
  isFull: ` of ${count(rows)}`,
});

/** Events keeps 10,000. So many jobs nobody has: each look judges them all; a thousand says where it begins to hurt. */
const lists: readonly FullList[] = [
  {
    screen: 'events',
    rows: 10_000,
    what: 'Events, 10,000 events',
    args: ['--listen', 'theirs'],
    canSort: false,
    fill: fillEvents,
    fillsWhen: 'open',
    isOpen: /heard/,
    isFull: /row-10000/,
  },
  cron(1_000),
  cron(10_000),
];

const server = await startSampleServer();
const client = openClient(server.connection, {applicationName: 'lanewatch bench', max: 1});
const found: Measurement[] = [];
try {
  for (const list of lists) found.push(await measure(list));
  await writeResult(
    {
      part: 'keys',
      isQuick: values.quick,
      folder: values.results,
      server: await readServerVersion(server.connection),
      settings: {presses, terminal: `${size.columns}x${size.rows}`, intervalSeconds: 2},
    },
    found,
  );
} finally {
  await client.end({timeout: 1});
  await server.stop();
}
tellResult(`${presses} keys on each list, from the press to the frame`, found);

function count(rows: number): string {
  return rows.toLocaleString('en-GB');
}

async function measure(list: FullList): Promise<Measurement> {
  if (list.fillsWhen === 'before') await list.fill(client, list.rows);
  const terminal = startTerminal(
    process.execPath,
    [
      join(import.meta.dirname, '../dist/bin.mjs'),
      ...['-d', urlOf(server.connection), '--screen', list.screen, '--read-only', ...list.args],
    ],
    {...size, env: {HOME: '/nonexistent', PATH: process.env.PATH ?? ''}},
  );
  try {
    await terminal.waitFor(list.isOpen, 30_000);
    if (list.fillsWhen === 'open') await list.fill(client, list.rows);
    await terminal.waitFor(list.isFull, 30_000);
    const tookMs = await timeKeys(terminal, presses, list.canSort);
    const [p50, p99, worst] = [0.5, 0.99, 1].map(share => quantile(tookMs, share));
    return judge(
      `key to frame: ${list.what}`,
      `p50 ${p50?.toFixed(0)}, p99 ${p99?.toFixed(0)}, worst ${worst?.toFixed(0)} ms of ${tookMs.length}`,
      `p99 under ${budgetMs} ms`,
      (p99 ?? Number.NaN) < budgetMs,
      {value: p99 ?? Number.NaN, unit: 'ms'},
    );
  } finally {
    terminal.dispose();
  }
}
