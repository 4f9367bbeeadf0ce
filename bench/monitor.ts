/**
 * What the monitor costs, against pg_activity on the same server in the same run: the time to the first screen with
 * data, the bytes that an idle tick sends, processor time and memory. Exits with 1 where a budget is missed.
 */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {startSampleServer, urlOf} from '../test/e2e/sample-server.ts';
import {type Figure, inform, judge, type Measurement} from './pipeline/measurement.ts';
import {measureSteady, type Program, type Steady, timeFirstScreen} from './support/program-run.ts';
import {readServerVersion, sharedOptions, tellResult, writeResult} from './support/write-result.ts';

const {values} = parseArgs({options: {...sharedOptions, pairs: {type: 'string'}}});
const fullPairs = 11;
const pairs = Number(values.pairs ?? (values.quick ? 1 : fullPairs));
const windows = values.quick ? 1 : 2;
/** A monitor stays open all day: an engine that compiles as it goes is done with that after a minute. */
const settleSeconds = values.quick ? 3 : 60;
const windowSeconds = values.quick ? 4 : 20;
const intervalSeconds = 2;
const steadyWindow = {settleSeconds, seconds: windowSeconds, intervalSeconds};

const peerPath = '/usr/bin/pg_activity';
if (!existsSync(peerPath))
  throw new Error(`There is nothing to compare with: ${peerPath} is missing (apt-get install pg-activity).`);

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
  command: peerPath,
  args: ['-h', host, '-p', String(port), '-U', user, '-d', database],
  env: {...common, PGPASSWORD: password},
  hasData: /PID +DATABASE +APP/,
  quitKey: 'q',
};

interface Pair {
  readonly own: number;
  readonly peer: number;
}

const first = {own: [] as number[], peer: [] as number[]};
const steady = {own: [] as Steady[], peer: [] as Steady[]};
let version: string;
try {
  version = await readServerVersion(server.connection);
  // The first of each fills caches and does not count.
  await timeFirstScreen(lanewatch);
  await timeFirstScreen(peer);
  for (let pair = 0; pair < pairs; pair += 1) {
    first.own.push(await timeFirstScreen(lanewatch));
    first.peer.push(await timeFirstScreen(peer));
  }
  for (let window = 0; window < windows; window += 1) {
    steady.own.push(await measureSteady(lanewatch, steadyWindow));
    steady.peer.push(await measureSteady(peer, steadyWindow));
  }
} finally {
  await server.stop();
}

const both = (pick: (steady: Steady) => number): Pair => ({
  own: middle(steady.own.map(pick)),
  peer: middle(steady.peer.map(pick)),
});
const memory = both(({peakMib}) => peakMib);
const start = both(({cpuSecondsInAll}) => cpuSecondsInAll);
const measurements: Measurement[] = [
  judgeRatio('first screen with data', {own: middle(first.own), peer: middle(first.peer)}, 'ms', 1.3),
  judgeRatio(
    'bytes of an idle tick',
    both(({bytesPerTick}) => bytesPerTick),
    'B',
    0.1,
  ),
  judgeRatio(
    `processor time in ${windowSeconds} s`,
    both(({cpuSeconds}) => cpuSeconds),
    's',
    1,
  ),
  inform('processor time with the start', ...compare(start, 's')),
  judge(
    'peak memory',
    compare(memory, 'MiB')[0],
    'at most 110 MiB',
    memory.own <= 110,
    compare(memory, 'MiB')[1],
  ),
];
await writeResult(
  {
    part: 'monitor',
    isQuick: pairs < fullPairs,
    folder: values.results,
    server: version,
    settings: {pairs, windows, settleSeconds, windowSeconds, intervalSeconds, terminal: '120x40'},
  },
  measurements,
);
say(`first screens: lanewatch ${first.own.map(ms => ms.toFixed(0)).join(' ')} ms`);
say(`first screens: pg_activity ${first.peer.map(ms => ms.toFixed(0)).join(' ')} ms`);
tellResult(
  `${pairs} pairs and ${windows} windows of ${windowSeconds} s at 120x40, medians, lanewatch vs pg_activity`,
  measurements,
);

function judgeRatio(what: string, pair: Pair, unit: string, most: number): Measurement {
  const [value, figure] = compare(pair, unit);
  return judge(what, value, `at most ${most}x`, pair.own <= most * pair.peer, figure);
}

function compare({own, peer: other}: Pair, unit: string): [string, Figure] {
  const digits = unit === 's' ? 2 : 0;
  const value = `${own.toFixed(digits)} vs ${other.toFixed(digits)} ${unit} = ${(own / other).toFixed(2)}x`;
  return [value, {value: own, unit, against: {name: 'pg_activity', value: other}}];
}

/** Between the two in the middle where their number is even: there are few of them. */
function middle(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? Number.NaN) + (sorted[Math.ceil(half)] ?? Number.NaN)) / 2;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
