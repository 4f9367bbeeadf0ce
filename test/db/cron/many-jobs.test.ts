import {describe, expect, it} from 'vitest';
import {provideDatabase, servers} from '../../support/servers.ts';
import {lookAtCron, statesOf} from './watch-cron.ts';

describe.each(servers.filter(({hasCron}) => !hasCron))('ten thousand jobs on $name', server => {
  const database = provideDatabase(server);

  it('are looked at and judged in a few seconds, each of them', async () => {
    const {client, connection} = database();
    await client.unsafe(`
      insert into lanewatch_cron.job (schedule, command, jobname)
      select n % 60 || ' ' || n % 24 || ' * * *', 'select ' || n, 'many ' || n from generate_series(1, 10000) as n;
      insert into lanewatch_cron.job_run_details (jobid, status, return_message, start_time, end_time)
      select jobid, case when jobid % 50 = 0 then 'failed' else 'succeeded' end, '1 row', now(), now()
      from lanewatch_cron.job, generate_series(1, 2) order by jobid`);
    const startedMs = performance.now();
    const seen = await lookAtCron(connection);
    const tookMs = performance.now() - startedMs;
    const states = Object.values(statesOf(seen));
    expect(states).toHaveLength(10_000);
    expect(states.filter(state => state === 'FAILING').length).toBeGreaterThan(190);
    expect(states.filter(state => state === 'UNKNOWN')).toEqual([]);
    expect(tookMs).toBeLessThan(8000);
  }, 60_000);
});
