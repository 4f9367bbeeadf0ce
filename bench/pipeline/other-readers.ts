import {type ChildProcess, spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Connection} from '../../src/config/connection.ts';
import {agentProgress} from '../../src/queries/agent-progress.ts';
import {agentWeaknessPatterns} from '../../src/queries/agent-weakness-patterns.ts';
import {laneDistributions} from '../../src/queries/lane-distributions.ts';
import {pgbench} from './trigger-cost.ts';

/** How long each of them looks at an answer before it asks again. */
const pauseMs = 20;

/** Sixteen other sessions that go on asking the catalogue's questions, by pgbench. Null where there is no pgbench. */
export async function startOtherReaders(connection: Connection): Promise<{stop(): Promise<void>} | null> {
  if (!existsSync(pgbench)) return null;
  const folder = await mkdtemp(join(tmpdir(), 'lanewatch-bench-'));
  const file = join(folder, 'read.sql');
  await writeFile(file, readerScript());
  const child = spawn(
    pgbench,
    [
      ...['-n', '-M', 'prepared', '-T', '3600', '-c', '16', '-j', '1', '-f', file],
      ...['-h', connection.host, '-p', String(connection.port), '-U', connection.user, connection.database],
    ],
    {env: {...process.env, PGPASSWORD: connection.password ?? ''}, stdio: ['ignore', 'ignore', 'pipe']},
  );
  const ended = endOf(child);
  let complaint = '';
  child.stderr?.on('data', text => {
    complaint += text;
  });
  return {
    async stop() {
      const endedEarly = child.exitCode !== null;
      child.kill('SIGTERM');
      await ended;
      await rm(folder, {recursive: true, force: true});
      if (endedEarly) throw new Error(`The other readers ended early: ${complaint}`);
    },
  };
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', () => done());
  });
}

/** The catalogue's own texts, with pgbench's random numbers for parameters. */
function readerScript(): string {
  const schemas = {cron: 'lanewatch_cron'} as const;
  const challenge = "bench_id('c', :challenge)";
  const agent = "bench_id('a', :agent)";
  const statements = [
    fill(laneDistributions.sql(schemas), [challenge]),
    fill(agentWeaknessPatterns.sql(schemas), [agent, 'null', 'false']),
    fill(agentProgress.sql(schemas), [agent, challenge, '12']),
  ];
  return [
    '\\set agent random(0, 1999)',
    '\\set challenge random(0, 99)',
    ...statements.flatMap(text => [`${text};`, `\\sleep ${pauseMs} ms`]),
    '',
  ].join('\n');
}

function fill(text: string, values: readonly string[]): string {
  return text
    .replace(/^--.*$/gm, '')
    .replace(/\$(\d)/g, (_whole, nth: string) => values[Number(nth) - 1] ?? 'null')
    .trim();
}
