/**
 * What listens under 10,000 events a second for a minute. First the Events screen, flooded with notifications: memory
 * flat, keys within 100 ms. Then the worker, while pgbench scores: nothing lost on the way through the outbox, memory
 * flat. Exits with 1 where that is missed.
 */
import {existsSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {isFlat} from '../test/support/resident-memory.ts';
import {runNotifications} from './listener/notification-run.ts';
import {eventsPerStatement, type FloodServer, runScores, startFloodServer} from './listener/score-run.ts';
import {inform, judge, type Measurement, quantile} from './pipeline/measurement.ts';
import {pgbench} from './pipeline/trigger-cost.ts';
import {readServerVersion, sharedOptions, tellResult, writeResult} from './support/write-result.ts';

const {values} = parseArgs({options: sharedOptions});
const perSecond = 10_000;
const seconds = values.quick ? 6 : 60;
const warmUpSeconds = values.quick ? 2 : 10;
const keyBudgetMs = 100;

const found: Measurement[] = [];
const flood = await startFloodServer();
try {
  found.push(...(await measureScreen(flood)));
  found.push(...(await measureOutbox(flood)));
  await writeResult(
    {
      part: 'listener',
      isQuick: values.quick,
      folder: values.results,
      server: await readServerVersion(flood.server.connection),
      settings: {eventsPerSecond: perSecond, seconds, warmUpSeconds, eventsPerStatement, challenges: 100},
    },
    found,
  );
} finally {
  await flood.stop();
}
tellResult(`${perSecond.toLocaleString('en-GB')} events a second for ${seconds} s`, found);

async function measureScreen({server, client}: FloodServer): Promise<Measurement[]> {
  const run = await runNotifications(server.connection, client, {perSecond, seconds, warmUpSeconds});
  const [p50, p99, worst] = [0.5, 0.99, 1].map(share => quantile(run.tookMs, share));
  return [
    rateOf('Events: notifications a second', run.rate),
    judge(
      'Events: key to frame in the flood',
      `p50 ${p50?.toFixed(0)}, p99 ${p99?.toFixed(0)}, worst ${worst?.toFixed(0)} ms of ${run.tookMs.length}`,
      `p99 under ${keyBudgetMs} ms`,
      (p99 ?? Number.NaN) < keyBudgetMs,
      {value: p99 ?? Number.NaN, unit: 'ms'},
    ),
    flatness('Events: memory in the flood', run.memoryMib),
    // The run ends with an error where the screen does not count each of them once.
    inform('Events: heard and counted', `${run.sent} of ${run.sent}`),
  ];
}

async function measureOutbox(server: FloodServer): Promise<Measurement[]> {
  const what = 'worker: events lost on the way through the outbox';
  if (!existsSync(pgbench))
    return [{what, value: 'no pgbench: install postgresql-15', budget: 'none', verdict: 'unknown'}];
  const statementsPerSecond = perSecond / eventsPerStatement;
  const run = await runScores(server, {seconds, statementsPerSecond, follow: 'slices'});
  const {submissions, inOutbox, waiting, inNumbers} = run.accounts;
  const lost = Math.max(...[submissions, inOutbox, inNumbers].map(count => Math.abs(run.committed - count)));
  return [
    rateOf('worker: events a second', run.committed / seconds),
    judge(
      what,
      `${lost} of ${run.committed}, ${waiting} waiting in the end, ${run.errors.length} errors`,
      'none',
      lost === 0 && waiting === 0 && run.errors.length === 0,
      {value: lost, unit: 'events'},
    ),
    flatness('worker: memory in the flood', run.workerMib),
  ];
}

function rateOf(what: string, rate: number): Measurement {
  return judge(what, rate.toFixed(0), `at least ${0.95 * perSecond}`, rate >= 0.95 * perSecond, {
    value: rate,
    unit: 'events/s',
  });
}

/** The peaks of the second and of the last third are compared, from the warm-up on. */
function flatness(what: string, samples: readonly number[]): Measurement {
  const steady = samples.slice(warmUpSeconds);
  const [peak, last] = [Math.max(...samples), samples.at(-1) ?? Number.NaN];
  return judge(
    what,
    `${(steady[0] ?? Number.NaN).toFixed(0)} MiB after ${warmUpSeconds} s, ${last.toFixed(0)} in the end, ${peak.toFixed(0)} at the peak`,
    'flat: the last third at most 15 % above the second',
    isFlat(steady),
    {value: peak, unit: 'MiB'},
  );
}
