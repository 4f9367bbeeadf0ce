/**
 * What the monitor costs, against pg_activity on the same server in the same run: the time to the first screen with
 * data, the bytes that an idle tick sends, processor time and memory. Exits with 1 where a budget is missed.
 */
import {join} from 'node:path';
import {startSampleServer, urlOf} from '../test/e2e/sample-server.ts';
import {measureSteady, type Program, type Steady, timeFirstScreen} from './support/program-run.ts';

const pairs = Number(process.argv[2] ?? 11);
const windows = 2;
const windowSeconds = 20;
const intervalSeconds = 2;

const server = await startSampleServer();
const {host, port, user, database, password = ''} = server.connection;
const common = {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/', LANG: 'C.UTF-8'};
const lanewatch: Program = {
  command: process.execPath,
  args: [join(import.meta.dirname, '../dist/bin.mjs'), '-d', urlOf(server.connection)],
  env: common,
  hasData: /FAILING \d+ +export-weekly-digest/,
  quitKey: 'q',
};
const peer: Program = {
  command: '/usr/bin/pg_activity',
  args: ['-h', host, '-p', String(port), '-U', user, '-d', database],
  env: {...common, PGPASSWORD: password},
  hasData: /PID +DATABASE +APP/,
  quitKey: 'q',
};

interface Line {
  readonly what: string;
  readonly unit: string;
  readonly digits: number;
  readonly own: number;
  readonly peer: number;
  /** At most so many times the peer's figure. */
  readonly ratio?: number;
  readonly limit?: number;
}

const first = {own: [] as number[], peer: [] as number[]};
const steady = {own: [] as Steady[], peer: [] as Steady[]};
try {
  // The first of each fills caches and does not count.
  await timeFirstScreen(lanewatch);
  await timeFirstScreen(peer);
  for (let pair = 0; pair < pairs; pair += 1) {
    first.own.push(await timeFirstScreen(lanewatch));
    first.peer.push(await timeFirstScreen(peer));
  }
  for (let window = 0; window < windows; window += 1) {
    steady.own.push(await measureSteady(lanewatch, windowSeconds, intervalSeconds));
    steady.peer.push(await measureSteady(peer, windowSeconds, intervalSeconds));
  }
} finally {
  await server.stop();
}

const both = (pick: (steady: Steady) => number) => ({
  own: median(steady.own.map(pick)),
  peer: median(steady.peer.map(pick)),
});
const lines: Line[] = [
  {what: 'first screen', unit: 'ms', digits: 0, own: median(first.own), peer: median(first.peer), ratio: 1.3},
  {what: 'idle tick', unit: 'B', digits: 0, ...both(({bytesPerTick}) => bytesPerTick), ratio: 0.1},
  {what: `CPU in ${windowSeconds} s`, unit: 's', digits: 2, ...both(({cpuSeconds}) => cpuSeconds), ratio: 1},
  {what: 'CPU with the start', unit: 's', digits: 2, ...both(({cpuSecondsInAll}) => cpuSecondsInAll)},
  {what: 'peak memory', unit: 'MiB', digits: 0, ...both(({peakMib}) => peakMib), limit: 110},
];
say(`${pairs} pairs and ${windows} windows of ${windowSeconds} s at 120x40, medians; first screens were`);
say(`  lanewatch ${first.own.map(ms => ms.toFixed(0)).join(' ')}`);
say(`  pg_activity ${first.peer.map(ms => ms.toFixed(0)).join(' ')}\n`);
say('                      lanewatch  pg_activity  ratio  budget');
for (const line of lines) say(show(line));
process.exitCode = lines.some(isMissed) ? 1 : 0;

function show(line: Line): string {
  const {what, unit, digits, own, peer: other, ratio, limit} = line;
  const budget = ratio !== undefined ? `${ratio}x` : limit !== undefined ? `${limit} ${unit}` : '–';
  const figures = [own, other].map(figure => `${figure.toFixed(digits)} ${unit}`);
  return [
    what.padEnd(20),
    figures[0]?.padStart(11),
    figures[1]?.padStart(12),
    `${(own / other).toFixed(2)}x`.padStart(7),
    budget.padStart(8),
    isMissed(line) ? ' MISSED' : '',
  ].join('');
}

function isMissed({own, peer: other, ratio, limit}: Line): boolean {
  if (ratio !== undefined && !(own <= ratio * other)) return true;
  return limit !== undefined && !(own <= limit);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
