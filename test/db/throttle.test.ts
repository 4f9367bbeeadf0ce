import {describe, expect, it} from 'vitest';
import {fillTwins} from '../../src/pipeline/fill-twins.ts';
import {openThrottle} from '../../src/pipeline/throttle.ts';
import {provideDatabase, servers} from '../support/servers.ts';

describe.each(servers)('a backfill that is throttled on $name', server => {
  const database = provideDatabase(server);

  it('says that it is not shown what it would wait for', async () => {
    const login = await database().createLogin(['analytics_owner']);
    const opening = openThrottle(
      database().open({as: login, schema: 'public'}),
      {maxLagMs: 1000},
      {signal: new AbortController().signal, onWait() {}, onGoOn() {}, onNoStandby() {}},
    );
    await expect(opening).rejects.toMatchObject({remedy: expect.stringContaining('GRANT pg_monitor')});
  });

  it('ends its wait when it is cancelled, with the rest left for the next', async () => {
    const {client, open} = database();
    await client`insert into submissions (agent_id, challenge_id, status, final_lane_scores)
      select md5('agent1')::uuid, md5('late' || n)::uuid, 'scored', '{"speed": 5}' from generate_series(1, 4) as n`;
    const stop = new AbortController();
    const stopped = await fillTwins(open({max: 1}), {
      signal: stop.signal,
      ready: async () => stop.abort(),
    });
    expect(stopped).toMatchObject({computedCount: 0, isComplete: false});
    expect(await fillTwins(client)).toMatchObject({computedCount: 4, isComplete: true});
  });
});
