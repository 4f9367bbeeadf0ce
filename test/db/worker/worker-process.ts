import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import type {Connection} from '../../../src/config/connection.ts';

/** A line of the worker's log. */
export type LogLine = Readonly<Record<string, unknown>> & {readonly level: string; readonly text: string};

export interface WorkerProcess {
  readonly pid: number;
  /** What it has logged so far; throws where a line is not JSON. */
  log(): LogLine[];
  signal(name: NodeJS.Signals): void;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

const cli = join(import.meta.dirname, '../../../src/cli.ts');

/** Runs `lanewatch worker` from its sources, in a process of its own. */
export function spawnWorker(connection: Connection, args: readonly string[] = []): WorkerProcess {
  const {host, port, database, user, password = ''} = connection;
  const child: ChildProcess = spawn(process.execPath, [cli, 'worker', ...args], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: `postgres://${user}:${password}@${host}:${port}/${database}`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  child.stderr?.on('data', chunk => {
    text += chunk;
  });
  return {
    pid: child.pid ?? 0,
    log: () =>
      text
        .split('\n')
        .slice(0, -1)
        .map(line => JSON.parse(line) as LogLine),
    signal: name => void child.kill(name),
    ended: once(child, 'close').then(([code, signal]) => code ?? signal),
  };
}
