import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {openClient} from '../src/db/client.ts';
import {startEmbeddedServer} from '../src/db/embedded-server.ts';
import {readSql} from '../src/db/sql-files.ts';
import {urlOf} from '../test/e2e/sample-server.ts';
import {startTerminal} from '../test/support/terminal.ts';

/*
 * Takes pictures of the Cron screen of the built program with a job in each state that it knows, at 80x24 and 120x40, as
 * text into docs/pictures/. Fails where a state is not to be seen: one that has its reason in a history too large to be
 * looked through has a picture of its own.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
/** The state of a job, at the beginning of its row. */
const statesOfRows = /^[ ▶]{3}\S ([A-Z-]+)/gm;
const sizes = [
  [80, 24],
  [120, 40],
] as const;
/** Of twelve; at 80x24 the healthy ones are below the last row. */
const leastStates = {24: 8, 40: 11};
/** Whatever runs longer is stuck: no picture waits for five minutes. */
const settings = 'profiles:\n  default:\n    thresholds:\n      running-floor: 1s\n';

const folder = mkdtempSync(join(tmpdir(), 'lanewatch-pictures-'));
writeFileSync(join(folder, 'config.yaml'), settings);
const server = await startEmbeddedServer();
const client = openClient(server.connection, {applicationName: 'lanewatch demo', max: 1});
try {
  await client.unsafe(readSql('migrations/cron/built-in-scheduler.sql'));
  for (const size of sizes)
    await withJobs(() => takePicture('cron-states', size, /✗ STUCK/, leastStates[size[1]]));
  await withJobs(async () => {
    await client.unsafe(readScript('out-of-reach.sql'));
    for (const size of sizes) await takePicture('cron-unseen', size, /\? UNKNOWN/, 3);
  });
} finally {
  await client.end({timeout: 1});
  await server.stop();
  rmSync(folder, {recursive: true, force: true});
}

/** Makes the jobs anew: some are what they are only for a minute. */
async function withJobs(use: () => Promise<void>): Promise<void> {
  await client.unsafe('truncate lanewatch_cron.job, lanewatch_cron.job_run_details');
  // A run is taken for one that goes on only where its backend is as old as it.
  const atWork = openClient(server.connection, {applicationName: 'lanewatch cron', max: 1});
  try {
    const [session] = await atWork<{pid: number}[]>`select pg_backend_pid() as pid`;
    await client.unsafe(readScript('jobs.sql'), [session?.pid ?? 0]);
    await use();
  } finally {
    await atWork.end({timeout: 1});
  }
}

async function takePicture(
  name: string,
  [columns, rows]: readonly [number, number],
  wait: RegExp,
  least: number,
): Promise<void> {
  const terminal = startTerminal(
    `${root}/node_modules/node/bin/node`,
    [
      `${root}/dist/bin.mjs`,
      '-d',
      urlOf(server.connection),
      '--config',
      join(folder, 'config.yaml'),
      '--profile',
      'default',
      '--screen',
      'cron',
    ],
    {columns, rows, env: {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? ''}},
  );
  try {
    await terminal.waitFor(/scheduler is gone/, 30_000);
    await terminal.waitFor(wait);
    const text = `${terminal.screen().join('\n').trimEnd()}\n`;
    const seen = new Set([...text.matchAll(statesOfRows)].map(([, state]) => state));
    process.stdout.write(`${name} ${columns}x${rows}: ${[...seen].join(' ')}\n`);
    if (seen.size < least) throw new Error(`Only ${seen.size} states are to be seen:\n${text}`);
    writeFileSync(`${root}/docs/pictures/${name}-${columns}x${rows}.txt`, text);
    terminal.press('q');
    await terminal.ended;
  } finally {
    terminal.dispose();
  }
}

function readScript(name: string): string {
  return readFileSync(`${root}/scripts/cron-pictures/${name}`, 'utf8');
}
