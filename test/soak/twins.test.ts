import {describe, expect, it} from 'vitest';
import {provideDatabase, servers} from '../support/servers.ts';
import {runTwinRounds} from '../support/twin-rounds.ts';

/** Compared after so many rounds, so that a failure is found near its cause. */
const roundsPerLook = 50;

describe.each(servers)('the twins on $name', server => {
  const database = provideDatabase(server);

  it('agree with the views after a thousand rounds of changes and kills', async () => {
    let kills = 0;
    for (let seed = 1; seed <= 1000 / roundsPerLook; seed += 1) {
      kills += await runTwinRounds(database(), {rounds: roundsPerLook, seed});
      const [row] = await database().client.unsafe<{report: unknown}[]>(
        `call analytics_verify_twins('manual')`,
      );
      expect(row?.report, `seed ${seed}`).toEqual({differences: [], busy: 0});
    }
    expect(kills).toBeGreaterThan(100);
  });
});
