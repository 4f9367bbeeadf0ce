import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {openClient} from '../src/db/client.ts';
import {startEmbeddedServer} from '../src/db/embedded-server.ts';
import {readSql} from '../src/db/sql-files.ts';
import {urlOf} from '../test/e2e/sample-server.ts';
import {startTerminal} from '../test/support/terminal.ts';

/*
 * Takes pictures of the Cron screen of the built program with a job in each state that can be made without waiting, at
 * 80x24 and 120x40, as text into docs/pictures/. Fails where fewer than eight states are to be seen.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
/** The state of a job, at the beginning of its row. */
const states = /^[ ▶]{3}\S ([A-Z-]+)/gm;
const leastStates = 8;

const server = await startEmbeddedServer();
const client = openClient(server.connection, {applicationName: 'lanewatch demo', max: 1});
try {
  await client.unsafe(readSql('migrations/cron/built-in-scheduler.sql'));
  for (const [columns, rows] of [
    [80, 24],
    [120, 40],
  ] as const) {
    await takePicture(columns, rows);
  }
} finally {
  await client.end({timeout: 1});
  await server.stop();
}

async function takePicture(columns: number, rows: number): Promise<void> {
  await client.unsafe('truncate lanewatch_cron.job, lanewatch_cron.job_run_details');
  // A run is taken for one that goes on only where its backend is as old as it.
  const atWork = openClient(server.connection, {applicationName: 'lanewatch cron', max: 1});
  try {
    const [session] = await atWork<{pid: number}[]>`select pg_backend_pid() as pid`;
    const jobs = readFileSync(`${root}/scripts/cron-pictures/jobs.sql`, 'utf8');
    await client.unsafe(jobs, [session?.pid ?? 0]);
    const terminal = startTerminal(
      `${root}/node_modules/node/bin/node`,
      [`${root}/dist/bin.mjs`, '-d', urlOf(server.connection), '--screen', 'cron'],
      {columns, rows, env: {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? ''}},
    );
    try {
      await terminal.waitFor(/scheduler is gone/, 30_000);
      const text = `${terminal.screen().join('\n').trimEnd()}\n`;
      const seen = new Set([...text.matchAll(states)].map(([, state]) => state));
      process.stdout.write(`${columns}x${rows}: ${[...seen].join(' ')}\n`);
      if (seen.size < leastStates) throw new Error(`Only ${seen.size} states are to be seen:\n${text}`);
      writeFileSync(`${root}/docs/pictures/cron-states-${columns}x${rows}.txt`, text);
      terminal.press('q');
      await terminal.ended;
    } finally {
      terminal.dispose();
    }
  } finally {
    await atWork.end({timeout: 1});
  }
}
