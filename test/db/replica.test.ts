import {createHash} from 'node:crypto';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {runReport} from '../../src/commands/report.ts';
import type {Connection} from '../../src/config/connection.ts';
import {type Client, openClient} from '../../src/db/client.ts';
import {migrate} from '../../src/db/migrate.ts';
import {judge} from '../../src/health/judge.ts';
import {emptyMemory} from '../../src/health/memory.ts';
import {allRules} from '../../src/health/rules/index.ts';
import {chooseThresholds, type Thresholds} from '../../src/health/thresholds.ts';
import {fillTwins} from '../../src/pipeline/fill-twins.ts';
import type {LoadLimits, Wait} from '../../src/pipeline/load-watch.ts';
import {openThrottle} from '../../src/pipeline/throttle.ts';
import {collectSnapshot} from '../../src/queries/collect-snapshot.ts';
import {type Database, type DatabaseOptions, openDatabase} from '../../src/queries/database.ts';
import {laneDistributions} from '../../src/queries/lane-distributions.ts';
import {findFreePort, type PrivateServer} from '../support/debian-postgres.ts';
import {startReplica} from '../support/replica.ts';
import {
  createPlatform,
  hasPrivateServers,
  providePrivateServer,
  servers,
  type TestDatabase,
} from '../support/servers.ts';
import {startTcpProxy} from './listen-session/tcp-proxy.ts';

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

  describe('that metrics are read from', () => {
    const challenge = createHash('md5')
      .update('read0')
      .digest('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    const opened: Database[] = [];
    let reader: Connection;

    beforeAll(async () => {
      reader = await platform.createLogin(['analytics_reader']);
      await addMore();
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map(each => each.close()));
      await platform.client`select pg_reload_conf()`;
    });

    /** Ten submissions more of the one challenge, which the twins show. */
    async function addMore(): Promise<void> {
      await addChallenges('read', 1);
      await fillTwins(platform.client);
    }

    function open(options: Partial<DatabaseOptions> = {}): Database {
      const {host, port} = standby.connection;
      const database = openDatabase(reader, {
        schema: 'public',
        readOnly: true,
        statementTimeoutMs: 10_000,
        standby: {...reader, host, port},
        ...options,
      });
      opened.push(database);
      return database;
    }

    async function samples(database: Database): Promise<number | undefined> {
      const [row] = await database.ask(laneDistributions, {challenge_id: challenge});
      return row?.sample_count;
    }

    async function findings(database: Database, thresholds: Partial<Thresholds> = {}) {
      const snapshot = await collectSnapshot(database);
      const report = judge(snapshot, emptyMemory(), chooseThresholds(thresholds), allRules);
      return report.findings.filter(({id}) => id.startsWith('pipeline.standby'));
    }

    it('answers as a reader, and is close behind', async () => {
      await caughtUp();
      const database = open();
      expect(await samples(database)).toBe(10);
      expect(database.standby()).toMatchObject({
        place: `127.0.0.1:${standby.connection.port}`,
        fault: null,
        lag: {ms: 0, bytes: 0, isPaused: false},
      });
      expect(await findings(database)).toEqual([]);
      expect(await database.act('find-twins', [])).toHaveLength(1);
    });

    it('shows what it has while its replay stands still, and it is told how old that is', async () => {
      await caughtUp();
      await replay`select pg_wal_replay_pause()`;
      try {
        await addMore();
        const database = open();
        expect(await samples(database)).toBe(10);
        expect(await samples(open({standby: undefined}))).toBe(20);
        const {lag} = database.standby() ?? {};
        expect(lag).toMatchObject({isPaused: true});
        expect(lag?.bytes).toBeGreaterThan(0);
        const {dataFrom, serverNow} = database.lastReading();
        expect(Number(serverNow) - Number(dataFrom)).toBe(Math.round(lag?.ms ?? -1));
        expect(await findings(database, {standbyBehindMs: 1})).toMatchObject([
          {
            id: 'pipeline.standby-behind',
            message: expect.stringMatching(/ behind, its replay is paused; so old are metrics$/),
            remedy: expect.stringContaining('pg_wal_replay_resume()'),
          },
        ]);
      } finally {
        await replay`select pg_wal_replay_resume()`;
      }
    });

    it('is left for the primary when it is too far behind, and read again when it has caught up', async () => {
      await caughtUp();
      await replay`select pg_wal_replay_pause()`;
      await addMore();
      const database = open({maxStandbyLagMs: 1});
      expect(await samples(database)).toBe(30);
      expect(database.standby()).toMatchObject({fault: {kind: 'stale'}});
      expect((await findings(database, {standbyBehindMs: 1}))[0]?.message).toMatch(
        'the primary is read until',
      );
      await replay`select pg_wal_replay_resume()`;
      await expect
        .poll(async () => (await database.lookAtStandby())?.fault, {timeout: 10_000, interval: 200})
        .toBe(null);
      expect(await samples(database)).toBe(30);
    });

    it('is behind by as much as it is told to be', async () => {
      await caughtUp();
      await replay`alter system set recovery_min_apply_delay = '1min'`;
      await replay`select pg_reload_conf()`;
      try {
        await addMore();
        const database = open();
        expect(await samples(database)).toBe(30);
        expect(database.standby()).toMatchObject({fault: null, lag: {isPaused: false}});
        expect(database.standby()?.lag?.bytes).toBeGreaterThan(0);
      } finally {
        await replay`alter system reset recovery_min_apply_delay`;
        await replay`select pg_reload_conf()`;
      }
    });

    it('is not missed while it is gone, and read again when it is back', async () => {
      await caughtUp();
      const proxy = await startTcpProxy(standby.connection);
      const database = open({
        standby: {...reader, ...proxy.connection, user: reader.user, database: 'lanes'},
      });
      expect(await samples(database)).toBe(40);
      expect(database.standby()?.fault).toBe(null);
      proxy.redirect({...standby.connection, port: await findFreePort()});
      proxy.reset();
      expect(await samples(database)).toBe(40);
      expect(database.standby()).toMatchObject({fault: {kind: 'gone'}});
      expect(await findings(database)).toMatchObject([{id: 'pipeline.standby-gone', severity: 'warning'}]);
      proxy.redirect(standby.connection);
      await expect
        .poll(async () => (await database.lookAtStandby())?.fault, {timeout: 10_000, interval: 200})
        .toBe(null);
      await proxy.close();
    });

    it('goes on answering while the primary is away', async () => {
      await caughtUp();
      const {host, port} = primary().connection;
      const proxy = await startTcpProxy({...reader, host, port});
      const database = openDatabase(proxy.connection, {
        schema: 'public',
        readOnly: true,
        statementTimeoutMs: 10_000,
        standby: {...reader, port: standby.connection.port},
      });
      opened.push(database);
      expect(await samples(database)).toBe(40);
      await proxy.close();
      database.forgetFacts();
      expect(await samples(database)).toBe(40);
      await expect
        .poll(() => database.lookAtStandby(), {timeout: 5000})
        .toMatchObject({fault: null, lag: null});
      expect(await samples(database)).toBe(40);
    });

    it('is refused where it belongs to another cluster', async () => {
      const [other] = servers;
      const standby = other && {...other.connection, database: 'postgres'};
      const request = {
        connection: platform.connection,
        schema: 'public',
        standby,
        name: 'wins',
        limit: 5,
      } as const;
      const streams = {stdout: {write() {}}, stderr: {write() {}}};
      await expect(
        runReport(
          {...request, format: 'json', width: 80, ascii: true, colour: false, statementTimeoutMs: 5000},
          streams,
        ),
      ).rejects.toThrow(/is no standby of 127\.0\.0\.1:\d+: the two servers are of different clusters/);
      const database = open({standby});
      expect(await samples(database)).toBe(40);
      expect(await findings(database)).toMatchObject([{id: 'pipeline.standby-unfit', severity: 'critical'}]);
    });

    it('is not read where it is the primary itself, or was promoted', async () => {
      const database = open({standby: reader});
      expect(await samples(database)).toBe(40);
      expect(database.standby()).toMatchObject({fault: {kind: 'no-standby'}});
      expect(await findings(database)).toMatchObject([{id: 'pipeline.standby-unfit', severity: 'warning'}]);
      const promoted = open();
      await samples(promoted);
      await replay`select pg_promote()`;
      await expect
        .poll(async () => (await promoted.lookAtStandby())?.fault, {timeout: 10_000, interval: 200})
        .toEqual({kind: 'no-standby'});
    });
  });
});
