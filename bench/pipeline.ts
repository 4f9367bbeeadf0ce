/**
 * Measures the pipeline against its budgets, on servers of its own: one slice against a whole cycle, refreshes against
 * the textbook's, reads while refreshes run, a stream of events, one slice among ten times the submissions, and what the
 * trigger costs writers. `--submissions N` makes it small, and `--quick` very small; exits 1 where a budget is missed.
 */
import {parseArgs} from 'node:util';
import type {Measurement} from './pipeline/measurement.ts';
import {type BenchServer, prepareServer} from './pipeline/prepare.ts';
import {measureCatalogueReads, measureOperationalReads} from './pipeline/read-latency.ts';
import {measureRefreshCost} from './pipeline/refresh-cost.ts';
import {measureSliceCost} from './pipeline/slice-cost.ts';
import {measureStream} from './pipeline/stream.ts';
import {measureTenfold} from './pipeline/tenfold.ts';
import {measureTriggerCost} from './pipeline/trigger-cost.ts';
import {partsOf} from './support/parts.ts';
import {readServerVersion, sharedOptions, tellResult, writeResult} from './support/write-result.ts';

const fullSize = 1_000_000;
const parts = partsOf('pipeline.ts');
const {values} = parseArgs({
  options: {
    ...sharedOptions,
    submissions: {type: 'string'},
    only: {type: 'string', default: parts.join(',')},
    /** Of the stream of events. */
    seconds: {type: 'string'},
  },
});
const submissions = Number(values.submissions ?? (values.quick ? 10_000 : fullSize));
if (!Number.isInteger(submissions) || submissions < 1000)
  throw new Error('--submissions is a whole number from 1000');
const chosen = values.only.split(',');
if (!chosen.every(part => parts.includes(part))) throw new Error(`--only takes some of ${parts.join(',')}`);
const isSmall = submissions < 200_000;
const streamSeconds = Number(values.seconds ?? (isSmall ? 5 : 120));
if (!(streamSeconds >= 1)) throw new Error('--seconds is a number from 1');

const beganMs = performance.now();
function say(text: string): void {
  process.stderr.write(`${((performance.now() - beganMs) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
}

/** A server as one would be set up for this much data, but for durability, which no read or refresh needs. */
const readSettings = {shared_buffers: '1GB', maintenance_work_mem: '512MB', effective_cache_size: '4GB'};
/** Commits wait for the disk, as they do in earnest. */
const writeSettings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '256MB',
};

const found: Measurement[] = [];

/** Keeps what a part found at once: a later part may fail. */
async function keep(
  part: string,
  {connection}: BenchServer,
  settings: Record<string, string | number>,
  measurements: readonly Measurement[],
): Promise<void> {
  found.push(...measurements);
  const [isQuick, server] = [submissions < fullSize, await readServerVersion(connection)];
  await writeResult({part, isQuick, folder: values.results, server, settings}, measurements);
}

if (['slices', 'refresh', 'reads', 'stream', 'tenfold'].some(part => chosen.includes(part))) {
  const server = await prepareServer(submissions, readSettings, say);
  const settings = {submissions, lanes: 6, ...readSettings, fsync: 'off'};
  try {
    if (chosen.includes('slices'))
      await keep('slices', server, settings, await measureSliceCost(server.client, submissions, say));
    if (chosen.includes('refresh'))
      await keep('refresh', server, settings, await measureRefreshCost(server.client, submissions, say));
    if (chosen.includes('reads')) {
      say('operational reads while the views refresh');
      const operational = await measureOperationalReads(server, submissions, isSmall ? 2 : 45);
      say('catalogue reads while the views refresh and sixteen others read');
      const catalogue = await measureCatalogueReads(server, isSmall ? 2 : 60);
      await keep('reads', server, settings, [...operational, ...catalogue]);
    }
    if (chosen.includes('stream')) {
      const options = {perSecond: 200, seconds: streamSeconds};
      const measurements = await measureStream(server, submissions, options, say);
      await keep('stream', server, {...settings, ...options}, measurements);
    }
    // The last: afterwards there are ten times as many.
    if (chosen.includes('tenfold'))
      await keep('tenfold', server, settings, await measureTenfold(server.client, submissions, say));
  } finally {
    await server.stop();
  }
}
if (chosen.includes('trigger')) {
  const rows = Math.min(submissions, 100_000);
  const server = await prepareServer(rows, writeSettings, say);
  const options = isSmall ? {seconds: 1, pairs: 1} : {seconds: 1, pairs: 11};
  try {
    const measurements = await measureTriggerCost(server, rows, options, say);
    await keep('trigger', server, {submissions: rows, ...options, ...writeSettings}, measurements);
  } finally {
    await server.stop();
  }
}

tellResult(
  `${submissions.toLocaleString('en-GB')} submissions of 6 lanes, ours vs the textbook's, medians`,
  found,
);
