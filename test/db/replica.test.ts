import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Client, openClient} from '../../src/db/client.ts';
import {migrate} from '../../src/db/migrate.ts';
import {fillTwins} from '../../src/pipeline/fill-twins.ts';
import type {LoadLimits, Wait} from '../../src/pipeline/load-watch.ts';
import {openThrottle} from '../../src/pipeline/throttle.ts';
import type {PrivateServer} from '../support/debian-postgres.ts';
import {startReplica} from '../support/replica.ts';
import {
  createPlatform,
  hasPrivateServers,
  providePrivateServer,
  type TestDatabase,
} from '../support/servers.ts';

/** A primary and a standby that streams from it: what is read there, and what long work spares. */
describe.skipIf(!hasPrivateServers)('a streaming replica', () => {
  const primary = providePrivateServer();
  let platform: TestDatabase;
  let standby: PrivateServer;
  /** As superuser, on the standby. */
  let replay: Client;

  beforeAll(async () => {
    platform = await createPlatform(primary(), 'lanes');
    await migrate({connection: platform.connection, schema: 'public'}, {dryRun: false, onStep: () => {}});
    await addChallenges('first', 3);
    await fillTwins(platform.client);
    standby = await startReplica(primary());
    replay = openClient({...standby.connection, database: 'lanes'}, {applicationName: 'lanewatch test'});
  });
  afterAll(async () => {
    await replay?.end();
    await platform?.close();
    await standby?.stop();
  });

  /** Each of so many challenges gets ten submissions by five agents. */
  async function addChallenges(name: string, count: number): Promise<void> {
    await platform.client`
      insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score)
      select md5('agent' || n % 5)::uuid, md5(${name} || n % ${count}::int)::uuid, 'scored', '{"speed": 50}', n % 9
      from generate_series(1, ${count * 10}::int) as n`;
  }

  /** As the primary sees it: it streams, and has replayed all that there is. */
  async function caughtUp(): Promise<void> {
    const behind = () =>
      platform.client<{bytes: number}[]>`
        select (pg_current_wal_lsn() - replay_lsn)::float8 as bytes from pg_stat_replication`;
    await expect.poll(behind, {timeout: 10_000}).toEqual([{bytes: 0}]);
  }

  describe('and a backfill that is throttled', () => {
    async function fillWithin(limits: LoadLimits) {
      const client = platform.open({max: 1, schema: 'public'});
      const waits: Wait[] = [];
      const wentOn: number[] = [];
      const throttle = await openThrottle(client, limits, {
        signal: new AbortController().signal,
        onWait: reason => waits.push(reason),
        onGoOn: waitedMs => wentOn.push(waitedMs),
        onNoStandby: () => expect.fail('a standby is connected'),
      });
      return {waits, wentOn, throttle, filling: fillTwins(client, {ready: throttle.ready})};
    }

    it('waits for a standby whose replay stands still, and goes on with it', async () => {
      await caughtUp();
      await replay`select pg_wal_replay_pause()`;
      await addChallenges('paused', 4);
      const {waits, wentOn, filling, throttle} = await fillWithin({maxLagMs: 300});
      await expect
        .poll(() => waits, {timeout: 5000})
        .toMatchObject([{kind: 'lag', standby: 'walreceiver at 127.0.0.1', lag: {isAtLeast: true}}]);
      await replay`select pg_wal_replay_resume()`;
      expect(await filling).toMatchObject({computedCount: 4, failedCount: 0, isComplete: true});
      expect(wentOn.length).toBeGreaterThan(0);
      expect(throttle.waitedMs()).toBeGreaterThan(300);
    });

    it('waits while too many other sessions run statements, and goes on when they have ended', async () => {
      await addChallenges('busy', 2);
      const sleepers = [platform.open(), platform.open()];
      const sleeping = sleepers.map(each => each`select pg_sleep(60)`.catch(() => {}));
      const {waits, wentOn, filling} = await fillWithin({maxLoad: 1});
      await expect.poll(() => waits, {timeout: 5000}).toMatchObject([{kind: 'load', activeCount: 2}]);
      await platform.client`
        select pg_terminate_backend(pid) from pg_stat_activity where query = 'select pg_sleep(60)'`;
      await Promise.all(sleeping);
      expect(await filling).toMatchObject({computedCount: 2, isComplete: true});
      expect(wentOn).toHaveLength(1);
    });
  });
});
