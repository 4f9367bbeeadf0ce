import {describe, expect, it} from 'vitest';
import {provideDatabase, servers} from '../support/servers.ts';
import {keepWorking, whileComputing} from '../support/twin-computers.ts';
import {runTwinRounds} from '../support/twin-rounds.ts';

const rounds = 1000;
/** Compared after so many rounds, so that a failure is found near its cause. */
const roundsPerLook = 50;

describe.each(servers)('the twins on $name', server => {
  const database = provideDatabase(server);

  async function verify(): Promise<{differences: unknown[]; busy: number}> {
    const [row] = await database().client.unsafe<{report: {differences: unknown[]; busy: number}}[]>(
      `call analytics_verify_twins('manual')`,
    );
    if (!row) throw new Error('no report');
    return row.report;
  }

  it('agree with the views after a thousand rounds of changes and killed sessions', async () => {
    let kills = 0;
    for (let seed = 1; seed <= rounds / roundsPerLook; seed += 1) {
      kills += await whileComputing(database(), () =>
        runTwinRounds(database(), {rounds: roundsPerLook, seed}),
      );
      expect(await verify(), `seed ${seed}`).toEqual({differences: [], busy: 0});
    }
    expect(kills).toBeGreaterThan(100);
  });

  it('agree with the views after a thousand rounds with two workers that are killed', async () => {
    if (!server.hasCron) await database().client`delete from lanewatch_cron.job`;
    const over = new AbortController();
    const working = [1, 2].map(() => keepWorking(database().connection, over.signal));
    let sessions = 0;
    let looks = 0;
    try {
      for (let seed = 1001; seed <= 1000 + rounds / roundsPerLook; seed += 1) {
        sessions += await runTwinRounds(database(), {rounds: roundsPerLook, seed, pauseMs: 100});
        // The workers go on, and are killed on: what one of them is at is not compared until it is done.
        for (let busy = 1; busy > 0; looks += 1) {
          const report = await verify();
          expect(report.differences, `seed ${seed}`).toEqual([]);
          ({busy} = report);
        }
      }
    } finally {
      over.abort();
    }
    const processes = (await Promise.all(working)).reduce((sum, each) => sum + each, 0);
    expect(await verify()).toEqual({differences: [], busy: 0});
    const [computed] = await database().client<{slices: number}[]>`
      select count(*)::int as slices from analytics_slice where recomputed_at is not null`;
    process.stdout.write(
      `${server.name}: ${JSON.stringify({rounds, killed: {processes, sessions}, looks, ...computed})}\n`,
    );
    expect(processes).toBeGreaterThan(20);
    expect(sessions).toBeGreaterThan(10);
  });
});
