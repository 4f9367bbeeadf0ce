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

/**
 * Single-row updates with and without the trigger, in turns, on a server that flushes its log at each commit as one
 * in earnest does, while a session listens as the worker does.
 */
export async function measureTriggerCost(
  server: BenchServer,
  rows: number,
  options: {seconds: number; pairs: number; clients: readonly number[]},
  say: (text: string) => void,
): Promise<Measurement[]> {
  if (!existsSync(pgbench)) {
    const what = 'trigger: updates per second';
    return [
      {what, value: 'no pgbench: install postgresql-15', budget: 'at most 5 % fewer', verdict: 'unknown'},
    ];
  }
  const folder = await mkdtemp(join(tmpdir(), 'lanewatch-bench-'));
  const listener = openClient(server.connection, {applicationName: 'lanewatch bench listener'});
  try {
    await listener.listen('submission_scored', () => {});
    const found: Measurement[] = [];
    for (const clients of options.clients) {
      for (const [name, script] of Object.entries(updates)) {
        const file = join(folder, 'update.sql');
        await writeFile(file, script);
        const ratios: number[] = [];
        const rates: number[] = [];
        for (let pair = 0; pair < options.pairs; pair += 1) {
          say(`trigger: ${name}, ${clients} clients, ${pair + 1} of ${options.pairs}`);
          const rate = new Map<boolean, number>();
          for (const enabled of pair % 2 === 0 ? [true, false] : [false, true])
            rate.set(
              enabled,
              await updatesPerSecond(server, file, {enabled, clients, rows, seconds: options.seconds}),
            );
          ratios.push((rate.get(true) ?? 0) / (rate.get(false) ?? 0));
          rates.push(rate.get(false) ?? 0);
        }
        const lossPercent = (1 - median(ratios)) * 100;
        const what = `trigger: ${name}, ${clients} ${clients === 1 ? 'writer' : 'writers'}`;
        const value = `${lossPercent.toFixed(1)} % fewer than ${median(rates).toFixed(0)}/s`;
        found.push(
          clients === 1 ? judge(what, value, 'under 5 % fewer', lossPercent < 5) : inform(what, value),
        );
      }
    }
    return found;
  } finally {
    await listener.end({timeout: 1});
    await rm(folder, {recursive: true, force: true});
  }
}

async function updatesPerSecond(
  {connection, client}: BenchServer,
  file: string,
  {enabled, clients, rows, seconds}: {enabled: boolean; clients: number; rows: number; seconds: number},
): Promise<number> {
  await client.unsafe(
    `alter table submissions ${enabled ? 'enable' : 'disable'} trigger analytics_submissions_updated`,
  );
  for (const text of ['truncate analytics_refresh_queue', 'vacuum submissions', 'checkpoint'])
    await client.unsafe(text);
  const {stdout} = await run(
    pgbench,
    [
      ...['-n', '-M', 'prepared', '-T', String(seconds), '-c', String(clients), '-j', '1', '-f', file],
      ...['-D', `rows=${rows}`, '-h', connection.host, '-p', String(connection.port), '-U', connection.user],
      connection.database,
    ],
    {env: {...process.env, PGPASSWORD: connection.password ?? ''}},
  );
  const rate = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  if (!(rate > 0)) throw new Error(`pgbench told no rate: ${stdout}`);
  return rate;
}
