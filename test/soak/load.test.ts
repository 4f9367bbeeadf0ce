import {afterAll, beforeAll, expect, it} from 'vitest';
import {
  eventsPerStatement,
  type FloodServer,
  runScores,
  startFloodServer,
} from '../../bench/listener/score-run.ts';
import {isFlat} from '../support/resident-memory.ts';
import {readCycles} from './load/refresh-cycles.ts';

const seconds = 60;
const statementsPerSecond = 1_000;
/** The worker's own rules. */
const longestWaitMs = 30_000;

let flood: FloodServer;

beforeAll(async () => {
  flood = await startFloodServer();
});
afterAll(() => flood?.stop());

it('ten thousand events a second for a minute: none lost, memory flat, refreshes at the longest wait', async () => {
  const {client} = flood;
  const run = await runScores(flood, {seconds, statementsPerSecond, follow: 'views'});
  const {committed, accounts, workerMib, errors} = run;
  expect(accounts).toEqual({submissions: committed, inOutbox: committed, waiting: 0, inNumbers: committed});

  const cycles = await readCycles(client);
  const begunMs = (
    await client<{ms: number}[]>`
      select (extract(epoch from min(queued_at)) * 1000)::float8 as ms from analytics_refresh_queue`
  )[0]?.ms;
  const sinceBeginning = cycles.map(({startedMs, endedMs}) =>
    [startedMs, endedMs].map(ms => ms - (begunMs ?? 0)),
  );
  process.stdout.write(
    `${JSON.stringify({
      rate: Math.round(committed / seconds),
      committed,
      cyclesFromToMs: sinceBeginning.map(cycle => cycle.map(Math.round)),
      workerMib: {
        first: workerMib[0],
        middle: workerMib[30],
        last: workerMib.at(-1),
        peak: Math.max(...workerMib),
      },
    })}\n`,
  );
  expect(committed / seconds).toBeGreaterThan(0.95 * statementsPerSecond * eventsPerStatement);
  expect(isFlat(workerMib)).toBe(true);
  // Under load each comes at the longest wait after the one before, or when that one is over; the last one may come
  // after quiet.
  const underLoad = sinceBeginning.filter(([startMs = 0]) => startMs < seconds * 1000);
  expect(underLoad.length).toBeGreaterThanOrEqual(1);
  for (const [nth, [startMs = 0]] of underLoad.entries()) {
    const [beforeMs = 0, beforeEndMs = 0] = sinceBeginning[nth - 1] ?? [0, 0];
    expect(startMs - beforeMs).toBeGreaterThan(0.98 * longestWaitMs);
    expect(startMs).toBeLessThan(Math.max(beforeMs + longestWaitMs, beforeEndMs) + 3_000);
  }
  expect(errors).toEqual([]);
});
