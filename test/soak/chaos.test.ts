import {describe, expect, it} from 'vitest';
import {runChaos} from '../db/chaos/run-chaos.ts';
import {provideDatabase, servers} from '../support/servers.ts';

describe.each(servers)('a hundred cuts on $name', server => {
  const database = provideDatabase(server);

  it('leave no submission unaccounted for, and fresh views', async () => {
    if (!server.hasCron) await database().client`delete from lanewatch_cron.job`;
    const accounts = await runChaos(database(), {cuts: 100, longestPauseMs: 2_000});
    process.stdout.write(`${server.name}: ${JSON.stringify(accounts)}\n`);
    expect(accounts).toMatchObject({
      unaccounted: [],
      waiting: 0,
      inOutbox: accounts.committed,
      inViews: accounts.committed,
      followed: accounts.committed,
    });
    expect(accounts.gaps).toBeGreaterThan(10);
  });
});
