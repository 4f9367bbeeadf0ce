/**
 * Measures the pipeline against its budgets, on servers of its own: one slice against a whole cycle, refreshes against
 * the textbook's, reads while refreshes run, and what the trigger costs writers. `--submissions N` makes it small; exits
 * 1 where a budget is missed.
 */
import {availableParallelism} from 'node:os';
import {parseArgs} from 'node:util';
import {formatTable, type Measurement} from './pipeline/measurement.ts';
import {prepareServer} from './pipeline/prepare.ts';
import {measureCatalogueReads, measureOperationalReads} from './pipeline/read-latency.ts';
import {measureRefreshCost} from './pipeline/refresh-cost.ts';
import {measureSliceCost} from './pipeline/slice-cost.ts';
import {measureTriggerCost} from './pipeline/trigger-cost.ts';

const parts = ['slices', 'refresh', 'reads', 'trigger'];
const {values} = parseArgs({
  options: {
    submissions: {type: 'string', default: '1000000'},
    only: {type: 'string', default: parts.join(',')},
  },
});
const submissions = Number(values.submissions);
if (!Number.isInteger(submissions) || submissions < 1000)
  throw new Error('--submissions is a whole number from 1000');
const chosen = values.only.split(',');
if (!chosen.every(part => parts.includes(part))) throw new Error(`--only takes some of ${parts.join(',')}`);
const isSmall = submissions < 200_000;

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
if (['slices', 'refresh', 'reads'].some(part => chosen.includes(part))) {
  const server = await prepareServer(submissions, readSettings, say);
  try {
    if (chosen.includes('slices')) found.push(...(await measureSliceCost(server.client, submissions, say)));
    if (chosen.includes('refresh'))
      found.push(...(await measureRefreshCost(server.client, submissions, say)));
    if (chosen.includes('reads')) {
      say('operational reads while the views refresh');
      found.push(...(await measureOperationalReads(server, submissions, isSmall ? 2 : 45)));
      say('catalogue reads while the views refresh and sixteen others read');
      found.push(...(await measureCatalogueReads(server, isSmall ? 2 : 60)));
    }
  } finally {
    await server.stop();
  }
}
if (chosen.includes('trigger')) {
  const rows = Math.min(submissions, 100_000);
  const server = await prepareServer(rows, writeSettings, say);
  const options = isSmall ? {seconds: 1, pairs: 1} : {seconds: 3, pairs: 5};
  try {
    found.push(...(await measureTriggerCost(server, rows, options, say)));
  } finally {
    await server.stop();
  }
}

process.stdout.write(
  `${submissions.toLocaleString('en-GB')} submissions of 6 lanes, ${availableParallelism()} processors, ours vs the textbook's\n\n${formatTable(found)}\n`,
);
process.exitCode = found.some(({verdict}) => verdict === 'missed' || verdict === 'unknown') ? 1 : 0;
