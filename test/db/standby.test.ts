import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {runCheck} from '../../src/commands/check.ts';
import type {Connection} from '../../src/config/connection.ts';
import {openListenSession} from '../../src/db/listen-session.ts';
import {migrate} from '../../src/db/migrate.ts';
import {toProblem} from '../../src/db/problem.ts';
import {type Database, openDatabase} from '../../src/queries/database.ts';
import {listChallenges} from '../../src/queries/list-challenges.ts';
import {listCronJobs} from '../../src/queries/list-cron-jobs.ts';
import type {PrivateServer} from '../support/debian-postgres.ts';
import {startReplica} from '../support/replica.ts';
import {
  createPlatform,
  hasPrivateServers,
  providePrivateServer,
  type TestDatabase,
} from '../support/servers.ts';

/** On a standby that streams: what reads works, what writes says why it cannot. */
describe.skipIf(!hasPrivateServers)('a standby', () => {
  const primary = providePrivateServer();
  let platform: TestDatabase;
  let standby: PrivateServer;
  let connection: Connection;
  const opened: Database[] = [];

  beforeAll(async () => {
    platform = await createPlatform(primary(), 'lanes');
    await platform.client.unsafe(
      "insert into submissions (id, agent_id, challenge_id, status, final_lane_scores, created_at) select gen_random_uuid(), gen_random_uuid(), '00000000-0000-4000-8000-000000000001', 'scored', '{\"speed\": 50}', now() from generate_series(1, 10)",
    );
    await migrate({connection: platform.connection, schema: 'public'}, {dryRun: false, onStep: () => {}});
    await platform.client.unsafe("call analytics_refresh('mv_lane_score_distribution')");
    standby = await startReplica(primary());
    connection = {...standby.connection, database: 'lanes'};
  });
  afterAll(async () => {
    await platform?.close();
    await standby?.stop();
  });
  afterEach(() => Promise.all(opened.splice(0).map(each => each.close())));

  function open(): Database {
    const database = openDatabase(connection, {
      schema: 'public',
      readOnly: false,
      statementTimeoutMs: 10_000,
    });
    opened.push(database);
    return database;
  }

  it('is recognised, and answers what only reads', async () => {
    const database = open();
    expect(await database.facts()).toMatchObject({in_recovery: true, has_pipeline: true});
    await expect.poll(() => database.ask(listChallenges, {}), {timeout: 10_000}).toHaveLength(1);
    expect(await database.ask(listCronJobs, {})).toBeInstanceOf(Array);
  });

  it('says that it is one where something would be written', async () => {
    const problem = await open()
      .act('refresh-view', ['mv_lane_score_distribution', 'manual'])
      .then(() => expect.fail('it was refreshed'), toProblem);
    expect(problem).toMatchObject({kind: 'read-only', sqlstate: '25006'});
    expect(`${problem.what} ${problem.why} ${problem.remedy}`).toMatch(/standby|primary/);
  });

  it('says so to who would listen', async () => {
    const session = openListenSession(connection, {
      channels: ['heard'],
      onEvent: () => {},
      onState: () => {},
    });
    try {
      await expect.poll(() => session.state().problem).not.toBeNull();
      expect(session.state().problem).toMatchObject({
        kind: 'read-only',
        remedy: expect.stringContaining('primary'),
      });
    } finally {
      await session.close();
    }
  });

  it('is told by check, which claims nothing of what it cannot see', async () => {
    let told = '';
    const exitCode = await runCheck(
      {
        connection,
        schema: 'public',
        area: 'all',
        format: 'human',
        timeoutMs: 8000,
        unreachable: 'critical',
        limits: {warning: null, critical: null},
      },
      {stdout: {write: (text: string) => (told += text)}},
    );
    expect(told).toMatch(/standby/);
    expect(exitCode).not.toBe(0);
  });

  it('cannot be migrated, and says where to', async () => {
    const problem = await migrate({connection, schema: 'other'}, {dryRun: false, onStep: () => {}}).then(
      () => expect.fail('it was migrated'),
      toProblem,
    );
    expect(`${problem.what}: ${problem.why} ${problem.remedy}`).toMatch(/standby.*primary/s);
  });
});
