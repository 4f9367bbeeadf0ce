/**
 * Whether the monitor's memory stays flat over the ticks of eight hours, on all screens and while events come, and what
 * it holds at most: 110 MiB. Exits with 1 where one of both is missed.
 */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {openClient} from '../src/db/client.ts';
import {startSampleServer} from '../test/e2e/sample-server.ts';
import {type LongRun, runLong} from './monitor/long-run.ts';
import {inform, judge, type Measurement} from './pipeline/measurement.ts';
import {readServerVersion, sharedOptions, tellResult, writeResult} from './support/write-result.ts';

const {values} = parseArgs({options: {...sharedOptions, ticks: {type: 'string'}}});
/** Eight hours of one tick in two seconds. */
const fullTicks = 14_400;
const ticks = Number(values.ticks ?? (values.quick ? 200 : fullTicks));
if (!Number.isInteger(ticks / 4) || ticks < 4) throw new Error('--ticks is a whole number that four divides');
const tickMs = 25;
/** More than the Events screen keeps. */
const eventsBefore = values.quick ? 500 : 11_000;
const peakBudgetMib = 110;
/** Of what is left after collection, from the first quarter to the end: less is noise of what is shown just then. */
const growthBudgetPercent = 5;

const server = await startSampleServer();
const client = openClient(server.connection, {applicationName: 'lanewatch bench', max: 1});
const folder = await mkdtemp(join(tmpdir(), 'lanewatch-bench-'));
let found: Measurement[];
try {
  const version = await readServerVersion(server.connection);
  const run = await runLong(server.connection, client, {ticks, tickMs, eventsBefore, folder});
  found = judgeRun(run);
  await writeResult(
    {
      part: 'memory',
      isQuick: ticks < fullTicks,
      folder: values.results,
      server: version,
      settings: {
        ticks,
        tickTookMs: Math.round(run.tickTookMs),
        eventsBefore,
        events: ticks,
        statements: run.statements,
        terminal: '120x40',
      },
    },
    found,
  );
} finally {
  await client.end({timeout: 1});
  await server.stop();
  await rm(folder, {recursive: true, force: true});
}
tellResult(`${ticks} ticks on all screens, with as many events`, found);

function judgeRun({heapMib, walkPeakMib, peakMib}: LongRun): Measurement[] {
  const [first = Number.NaN, quarter = Number.NaN] = heapMib;
  const last = heapMib.at(-1) ?? Number.NaN;
  const growthPercent = (last / quarter - 1) * 100;
  const told = heapMib.map(mib => mib.toFixed(1)).join(', ');
  return [
    judge(
      'memory: growth from 25 % of the ticks to the end, after collection',
      `${growthPercent.toFixed(1)} %: ${quarter.toFixed(1)} to ${last.toFixed(1)} MiB`,
      `at most ${growthBudgetPercent} %`,
      growthPercent <= growthBudgetPercent,
      {value: last, unit: 'MiB', against: {name: 'itself at 25 %', value: quarter}},
    ),
    inform('memory: at the start and after each quarter, after collection', `${told} MiB`, {
      value: first,
      unit: 'MiB',
    }),
    judge(
      'memory: peak, every screen shown at the usual pace',
      `${walkPeakMib.toFixed(0)} MiB`,
      `at most ${peakBudgetMib} MiB`,
      walkPeakMib <= peakBudgetMib,
      {value: walkPeakMib, unit: 'MiB'},
    ),
    inform('memory: peak of the whole run', `${peakMib.toFixed(0)} MiB`, {value: peakMib, unit: 'MiB'}),
  ];
}
