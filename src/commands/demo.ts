import {setTimeout as delay} from 'node:timers/promises';
import type {Connection} from '../config/connection.ts';
import {startEmbeddedServer} from '../db/embedded-server.ts';
import {startWorker} from '../pipeline/worker.ts';
import {version} from '../version.ts';
import {prepareSampleData} from './demo/sample-data.ts';
import {startTraffic} from './demo/traffic.ts';

export interface DemoOptions {
  /** A folder to keep the server in, and to start from again. */
  keep?: string | undefined;
  seed: number;
  /** No monitor will be opened: say what goes on, for there is no screen that shows it. */
  headless: boolean;
  onProgress(line: string): void;
}

export interface Demo {
  /** As superuser; the monitor may use it. */
  readonly connection: Connection;
  /** Where the server keeps its files. */
  readonly directory: string;
  /** Settles when the server has ended, wanted or not. */
  readonly ended: Promise<void>;
  /** Stops everything; nothing is left behind but a kept folder. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Sets up everything on a server of its own, and keeps traffic, worker and scheduler going until stopped. However the
 * process ends without `stop`, the server and its temporary folder go too.
 */
export async function runDemo(options: DemoOptions): Promise<Demo> {
  const server = await startEmbeddedServer({
    ...(options.keep === undefined ? {} : {directory: options.keep}),
    onProgress: options.onProgress,
  });
  const {connection, directory, ended} = server;
  try {
    await prepareSampleData(connection, options.seed, options.onProgress);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const tell = (line: string) => {
    if (options.headless) options.onProgress(line);
  };
  const worker = startWorker(connection, {
    schema: 'public',
    version,
    follow: 'slices',
    log: ({text}) => tell(text),
  });
  const traffic = startTraffic(connection, {
    seed: options.seed,
    onError: error => tell(`traffic: ${error instanceof Error ? error.message : String(error)}`),
  });
  options.onProgress('Ready');

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    const goodbyes = Promise.all([traffic.stop(), worker.stop(options.keep === undefined ? 0 : 1_000)]);
    // A kept server is left in order; a throw-away one waits only as long as goodbyes take that are going well.
    await Promise.race([goodbyes, delay(options.keep === undefined ? 300 : 5_000, undefined, {ref: false})]);
    await server.stop();
    await goodbyes;
  };
  return {
    connection,
    directory,
    ended,
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}
