import {describe, expect, it} from 'vitest';
import {provideDatabase, servers} from '../support/servers.ts';
import {runChaos} from './chaos/run-chaos.ts';

/** Ten cuts; a hundred are made by `npm run test:soak`. */
describe.each(servers)('cut after cut on $name', server => {
  const database = provideDatabase(server);

  it('leaves no submission unaccounted for, and fresh views', async () => {
    if (!server.hasCron) await database().client`delete from lanewatch_cron.job`;
    const accounts = await runChaos(database(), {cuts: 10, longestPauseMs: 600});
    expect(accounts).toMatchObject({
      unaccounted: [],
      waiting: 0,
      inOutbox: accounts.committed,
      inViews: accounts.committed,
      followed: accounts.committed,
      heard: accounts.committed - accounts.inGaps,
    });
    expect(accounts.committed).toBeGreaterThan(50);
    expect(accounts.gaps).toBeGreaterThan(0);
  }, 90_000);
});
