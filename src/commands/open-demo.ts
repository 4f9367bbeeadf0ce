import process from 'node:process';
import type {MonitorOptions} from '../config/monitor-options.ts';
import {runDemo} from './demo.ts';
import {openMonitor} from './open-monitor.ts';

export interface DemoRequest {
  readonly keep: string | undefined;
  readonly seed: number;
  /** Everything but the monitor. */
  readonly headless: boolean;
}

/** Brings up the demo, opens the monitor on it, and takes everything away when the monitor is left. */
export async function openDemo(
  {keep, seed, headless}: DemoRequest,
  options: MonitorOptions,
): Promise<number> {
  const progress = createProgress();
  const ending = new AbortController();
  const end = () => ending.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const demo = await runDemo({
    ...(keep === undefined ? {} : {keep}),
    seed,
    headless,
    onProgress: progress.show,
  });
  try {
    if (ending.signal.aborted) return 0;
    progress.clear();
    if (!headless) return await openMonitor(demo.connection, options);
    const {user, host, port, database, password} = demo.connection;
    process.stdout.write(`postgres://${user}:${password ?? ''}@${host}:${port}/${database}\n`);
    await new Promise(resolve => ending.signal.addEventListener('abort', resolve, {once: true}));
    return 0;
  } finally {
    progress.clear();
    await demo.stop();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, end);
  }
}

/** One line on stderr that is written over; a log line each where stderr is no terminal. */
function createProgress(): {show(line: string): void; clear(): void} {
  const {stderr} = process;
  if (!stderr.isTTY) return {show: line => void stderr.write(`${line}\n`), clear: () => {}};
  return {
    show: line => void stderr.write(`\r\u001B[K${line}`),
    clear: () => void stderr.write('\r\u001B[K'),
  };
}
