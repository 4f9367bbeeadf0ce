import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import type {Client} from '../../src/db/client.ts';
import {urlOf} from '../../test/e2e/sample-server.ts';
import {startTerminal} from '../../test/support/terminal.ts';
import {peakMibOf} from '../support/program-run.ts';

type Server = Parameters<typeof urlOf>[0];

export interface LongRun {
  /** What is left after garbage collection, in MiB: at the start, and after each quarter. */
  readonly heapMib: readonly number[];
  /** The most that the process held until every screen had been shown at the usual pace, in MiB. */
  readonly walkPeakMib: number;
  /** The most that it held in all. */
  readonly peakMib: number;
  /** From one tick to the next, in ms: on a busy machine longer than planned. */
  readonly tickTookMs: number;
  /** What the server ran for the program, in all. */
  readonly statements: number;
}

export interface LongRunPlan {
  readonly ticks: number;
  /** Events before the first tick: the program keeps so many, as it would after hours. */
  readonly eventsBefore: number;
  /** From one tick to the next; in earnest it is two seconds. */
  readonly tickMs: number;
  /** Holds what the program tells of its heap. */
  readonly folder: string;
}

/** What asks by itself; Explain does not. */
const screens = ['1', '2', '3', '4', '5', '6', '8'];
const ticksPerScreen = 25;
/** Of the heap at each quarter; the least counts. */
const readings = 3;
/** What the Events screen keeps. */
const keptAtMost = 10_000;
/** So few that it reads each of them from the outbox. */
const atOnce = 100;
/** Until a screen has its answers and is drawn. */
const settleMs = 2_000;

/**
 * Lives through many ticks in a short time: `R` asks at once what a tick would ask, every so often another screen is
 * shown, and a submission is scored in each tick, whose event the program hears.
 */
export async function runLong(
  server: Server,
  client: Client,
  {ticks, tickMs, eventsBefore, folder}: LongRunPlan,
): Promise<LongRun> {
  const file = join(folder, 'heap');
  const terminal = startTerminal(
    process.execPath,
    [
      ...['--expose-gc', '--import', join(import.meta.dirname, 'tell-heap.mjs')],
      ...[join(import.meta.dirname, '../../dist/bin.mjs'), '-d', urlOf(server)],
    ],
    {
      columns: 120,
      rows: 40,
      env: {HOME: process.env.HOME ?? '/', PATH: process.env.PATH ?? '', LANEWATCH_BENCH_HEAP: file},
    },
  );
  // On the same screen each time: what is left is what was there before, but for what grows.
  const tellHeap = async (nth: number) => {
    terminal.press('1');
    await delay(settleMs);
    const told: number[] = [];
    for (let reading = nth * readings; reading < (nth + 1) * readings; reading += 1) {
      process.kill(terminal.pid, 'SIGUSR2');
      told.push(await readLine(file, reading));
      await delay(settleMs / readings);
    }
    // What an answer on its way holds is in some of them.
    return Math.min(...told) / 2 ** 20;
  };
  try {
    // Every screen once: what is loaded when it is first needed is no growth.
    await terminal.waitFor(/● live/, 30_000);
    for (const screen of screens) {
      terminal.press(screen);
      await delay(settleMs);
    }
    const walkPeakMib = await peakMibOf(terminal.pid);
    terminal.press('3');
    for (let count = 0; count < eventsBefore; count += atOnce) {
      await score(client, atOnce);
      await delay(100);
    }
    await terminal.waitFor(screen => keptOf(screen) >= Math.min(eventsBefore, keptAtMost), 60_000);
    const heapMib = [await tellHeap(0)];
    const committedBefore = await countCommitted(client);
    const startedMs = performance.now();
    let restedMs = 0;
    for (let tick = 1; tick <= ticks; tick += 1) {
      await score(client, 1);
      if (tick % ticksPerScreen === 0)
        terminal.press(screens[(tick / ticksPerScreen) % screens.length] ?? '1');
      else terminal.press('R');
      await delay(Math.max(0, startedMs + restedMs + tick * tickMs - performance.now()));
      if (tick % (ticks / 4) === 0) {
        const fromMs = performance.now();
        heapMib.push(await tellHeap(heapMib.length));
        restedMs += performance.now() - fromMs;
      }
    }
    const tickTookMs = (performance.now() - startedMs - restedMs) / ticks;
    const statements = (await countCommitted(client)) - committedBefore - ticks;
    return {heapMib, walkPeakMib, peakMib: await peakMibOf(terminal.pid), tickTookMs, statements};
  } finally {
    terminal.press('q');
    await Promise.race([terminal.ended, delay(3_000)]);
    terminal.dispose();
  }
}

async function readLine(file: string, nth: number): Promise<number> {
  for (let waits = 0; waits < 500; waits += 1) {
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(0, -1);
    if (lines[nth] !== undefined) return Number(lines[nth]);
    await delay(20);
  }
  throw new Error('The program told nothing of its heap for ten seconds.');
}

/** So many more attempts of an agent that has attempts, each a transaction and an event of its own. */
async function score(client: Client, count: number): Promise<void> {
  await client.unsafe(`do $$ begin
    for nth in 1..${count} loop
      insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score, created_at)
      select agent_id, challenge_id, 'scored', final_lane_scores, composite_score, now()
      from (select * from submissions where status = 'scored' limit 1) as one;
      commit;
    end loop;
  end $$`);
}

/** As the line above the tail tells it. */
function keptOf(screen: string): number {
  return Number(/([\d,]+) kept/.exec(screen)?.[1]?.replaceAll(',', ''));
}

/** Each statement of the program is a transaction; the server tells of them within a second. */
async function countCommitted(client: Client): Promise<number> {
  const [row] = await client<{count: number}[]>`
    select xact_commit::int as count from pg_stat_database where datname = current_database()`;
  return row?.count ?? Number.NaN;
}
