import {mkdir, writeFile} from 'node:fs/promises';
import {availableParallelism, cpus, loadavg, totalmem} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import type {Connection} from '../../src/config/connection.ts';
import {openClient} from '../../src/db/client.ts';
import {formatTable, hasFailed, type Measurement} from '../pipeline/measurement.ts';
import {type Result, resultSchema, toRow} from './result.ts';

/** What every program of the bench takes, for `parseArgs`. */
export const sharedOptions = {
  /** Small sizes: to see that the program runs. */
  quick: {type: 'boolean', default: false},
  /** Where results go; those of a quick run go nowhere unless this is given. */
  results: {type: 'string'},
} as const;

/** The results that docs/performance.md is made from. */
export const committedResults = join(import.meta.dirname, '../results');

/** How one part was measured. */
export interface RunOfPart {
  readonly part: string;
  readonly isQuick: boolean;
  /** As given by `--results`. */
  readonly folder?: string | undefined;
  readonly server: string | null;
  /** Sizes and counts, for whoever wants to do it again. */
  readonly settings: Readonly<Record<string, string | number>>;
}

/** Read when the program starts: what it does itself counts as load, too. */
const loadBefore = loadavg()[0] ?? 0;

/** Keeps the measurements of one part as FOLDER/PART.json. */
export async function writeResult(
  {part, isQuick, folder, server, settings}: RunOfPart,
  measurements: readonly Measurement[],
): Promise<void> {
  const into = folder ?? (isQuick ? null : committedResults);
  if (into === null) return;
  const result: Result = resultSchema.parse({
    part,
    measuredAt: new Date().toISOString(),
    server,
    isQuick,
    machine: {
      cores: availableParallelism(),
      processor: cpus()[0]?.model ?? 'unknown',
      memoryGib: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      loadBefore: Math.round(loadBefore * 100) / 100,
    },
    settings,
    rows: measurements.map(toRow),
  });
  await mkdir(into, {recursive: true});
  await writeFile(join(into, `${part}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

/** Shows what was measured, and lets the program fail where a budget was not kept. */
export function tellResult(title: string, measurements: readonly Measurement[]): void {
  process.stdout.write(`${title}\n\n${formatTable(measurements)}\n`);
  if (hasFailed(measurements)) process.exitCode = 1;
}

/** The version of a server as it tells it itself, without the system that it was built on. */
export async function readServerVersion(connection: Connection): Promise<string> {
  const client = openClient(connection, {applicationName: 'lanewatch bench', max: 1});
  try {
    const [row] = await client<{version: string}[]>`select version()`;
    return (row?.version ?? 'unknown').split(' on ')[0] ?? 'unknown';
  } finally {
    await client.end({timeout: 1});
  }
}
