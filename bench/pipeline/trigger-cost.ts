import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {openClient} from '../../src/db/client.ts';
import {inform, judge, type Measurement, median} from './measurement.ts';
import type {BenchServer} from './prepare.ts';

const run = promisify(execFile);
export const pgbench = '/usr/lib/postgresql/15/bin/pgbench';

/** What writers do to one row, as pgbench scripts. */
const updates = {
  'a score changes': `\\set n random(1, :rows)
\\set score random(0, 100)
update submissions set composite_score = :score, updated_at = now(), final_lane_scores =
  jsonb_build_object('accuracy', :score::numeric, 'clarity', 40, 'economy', 50, 'robustness', 60, 'speed', 70, 'style', 80)
  where id = bench_id('5', :n);
`,
  'nothing the views read changes': `\\set n random(1, :rows)
update submissions set updated_at = now(), commit_sha = :n::text where id = bench_id('5', :n);
`,
} as const;

interface Case {
  readonly update: keyof typeof updates;
  readonly writers: number;
  /** How long a commit waits before it flushes its log: 0 is this machine's disk, more is what a network adds. */
  readonly flushDelayUs: number;
}

/**
 * The budget is a share, so it has to say of what: the trigger's cost is the same processor time everywhere, an update's
 * is mostly the wait for the disk. It is judged where databases keep their log when a machine may be lost, on a network
 * volume: the fastest of AWS (io2 Block Express) is made for 0.5 ms on average, Google's SSD disks for some milliseconds.
 * A local disk with a cache of its own flushes in a few dozen microseconds, in which no outbox row can be written for
 * a twentieth of the update; there the cost in microseconds informs.
 */
const cases: readonly Case[] = [0, 500, 1000].flatMap(flushDelayUs => [
  {update: 'a score changes', writers: 1, flushDelayUs},
  {update: 'nothing the views read changes', writers: 1, flushDelayUs},
  ...(flushDelayUs === 500 ? [] : [{update: 'a score changes', writers: 8, flushDelayUs} as const]),
]);

/**
 * Single-row updates with and without the trigger, in turns, on a server that flushes its log at each commit as one
 * in earnest does, while a session listens as the worker does.
 */
export async function measureTriggerCost(
  server: BenchServer,
  rows: number,
  options: {seconds: number; pairs: number},
  say: (text: string) => void,
): Promise<Measurement[]> {
  if (!existsSync(pgbench)) {
    const what = 'trigger: updates per second';
    return [
      {what, value: 'no pgbench: install postgresql-15', budget: 'under 5 % fewer', verdict: 'unknown'},
    ];
  }
  const folder = await mkdtemp(join(tmpdir(), 'lanewatch-bench-'));
  const listener = openClient(server.connection, {applicationName: 'lanewatch bench listener'});
  try {
    await listener.listen('submission_scored', () => {});
    const found: Measurement[] = [];
    for (const each of cases) {
      const name = describeCase(each);
      const file = join(folder, 'update.sql');
      await writeFile(file, updates[each.update]);
      const run = (enabled: boolean) =>
        updatesPerSecond(server, file, {...each, enabled, rows, seconds: options.seconds});
      const pairs: {withUs: number; withoutUs: number}[] = [];
      for (let pair = 0; pair < options.pairs; pair += 1) {
        say(`${name}, ${pair + 1} of ${options.pairs}`);
        // Which comes first alternates, so that a disk that grows slower or faster favours neither.
        const first = await run(pair % 2 === 0);
        const second = await run(pair % 2 !== 0);
        const [withRate, withoutRate] = pair % 2 === 0 ? [first, second] : [second, first];
        pairs.push({withUs: 1e6 / withRate, withoutUs: 1e6 / withoutRate});
      }
      found.push(verdictOf(each, name, pairs));
    }
    return found;
  } finally {
    await listener.end({timeout: 1});
    await rm(folder, {recursive: true, force: true});
  }
}

function describeCase({update, writers, flushDelayUs}: Case): string {
  const disk = flushDelayUs === 0 ? 'this disk' : `a disk ${flushDelayUs / 1000} ms away`;
  return `trigger: ${update}, ${writers} ${writers === 1 ? 'writer' : 'writers'}, ${disk}`;
}

function verdictOf(
  {writers, flushDelayUs}: Case,
  name: string,
  pairs: readonly {withUs: number; withoutUs: number}[],
): Measurement {
  const lossPercent = median(pairs.map(({withUs, withoutUs}) => (1 - withoutUs / withUs) * 100));
  const withoutUs = median(pairs.map(pair => pair.withoutUs));
  const costUs = median(pairs.map(pair => pair.withUs - pair.withoutUs));
  const value = `${lossPercent.toFixed(1)} % fewer: ${costUs.toFixed(1)} \u00b5s on ${withoutUs.toFixed(0)}`;
  return writers === 1 && flushDelayUs > 0
    ? judge(name, value, 'under 5 % fewer', lossPercent < 5)
    : inform(name, value);
}

async function updatesPerSecond(
  {connection, client}: BenchServer,
  file: string,
  {enabled, writers, flushDelayUs, rows, seconds}: Case & {enabled: boolean; rows: number; seconds: number},
): Promise<number> {
  for (const text of [
    `alter table submissions ${enabled ? 'enable' : 'disable'} trigger analytics_submissions_updated`,
    `alter database ${connection.database} set commit_delay = ${flushDelayUs}`,
    `alter database ${connection.database} set commit_siblings = 0`,
    'truncate analytics_refresh_queue',
    'vacuum submissions',
    'checkpoint',
  ])
    await client.unsafe(text);
  const {stdout} = await run(
    pgbench,
    [
      ...['-n', '-M', 'prepared', '-T', String(seconds), '-c', String(writers), '-j', '1', '-f', file],
      ...['-D', `rows=${rows}`, '-h', connection.host, '-p', String(connection.port), '-U', connection.user],
      connection.database,
    ],
    {env: {...process.env, PGPASSWORD: connection.password ?? ''}},
  );
  const rate = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  if (!(rate > 0)) throw new Error(`pgbench told no rate: ${stdout}`);
  return rate;
}
