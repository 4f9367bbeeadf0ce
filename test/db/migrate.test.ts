import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import type {Connection} from '../../src/config/connection.ts';
import {migrate, migrationStatus, uninstall} from '../../src/db/migrate.ts';
import {listSql} from '../../src/db/sql-files.ts';
import {createDatabase, provideDatabase, servers, type TestDatabase} from '../support/servers.ts';

const latest = listSql('migrations').length;

/** Everything in a database that is not Postgres's own, by kind and name. */
async function objectsOf({client}: TestDatabase): Promise<string[]> {
  const rows = await client<{object: string}[]>`
    select 'relation ' || oid::regclass as object from pg_class
    where relnamespace not in (select oid from pg_namespace where nspname ~ '^(pg_|information_schema)')
    union all select 'routine ' || oid::regprocedure from pg_proc
    where pronamespace not in (select oid from pg_namespace where nspname ~ '^(pg_|information_schema)')
    union all select 'schema ' || nspname from pg_namespace where nspname !~ '^pg_'
    union all select 'type ' || oid::regtype from pg_type
    where typnamespace not in (select oid from pg_namespace where nspname ~ '^(pg_|information_schema)')
    union all select 'trigger ' || tgname || ' on ' || tgrelid::regclass from pg_trigger where not tgisinternal
    union all select 'policy ' || polname from pg_policy
    union all select 'right ' || relname || ' ' || acl.grantee::regrole from pg_class
    cross join lateral aclexplode(relacl) as acl where relname in ('submissions', 'bout_results') and acl.grantee <> relowner
    order by 1`;
  return rows.map(row => row.object);
}

/** Migrates in a process of its own and kills that as soon as it says which step it has begun. */
async function migrateAndKill(
  {port, database, password = ''}: Connection,
  stepToKillAt: number,
): Promise<void> {
  const driver = fileURLToPath(new URL('../support/migrate-driver.ts', import.meta.url));
  const child = spawn(process.execPath, [driver, String(port), database, password], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let steps = 0;
  for await (const _step of createInterface({input: child.stdout})) {
    steps += 1;
    if (steps === stepToKillAt) child.kill('SIGKILL');
  }
  expect(steps).toBeGreaterThanOrEqual(stepToKillAt);
}

describe.each(servers)('migrate on $name', server => {
  describe('on a database with the platform alone', () => {
    const database = provideDatabase(server, {migrated: false});

    it('says what it would do, and does not do it', async () => {
      const {connection} = database();
      const before = await objectsOf(database());
      const report = await migrate({connection}, {dryRun: true});
      expect(report).toMatchObject({from: 0, to: latest});
      expect(report.applied).toHaveLength(latest);
      expect(report.sql).toContain('CREATE MATERIALIZED VIEW "public".mv_agent_progress');
      expect(report.sql).not.toMatch(/@[a-z_]+@/);
      expect(await objectsOf(database())).toEqual(before);
      expect(await migrationStatus({connection})).toMatchObject({installed: null, latest, isNewer: false});
    });

    it('installs everything, and nothing a second time', async () => {
      const {connection} = database();
      const steps: string[] = [];
      const report = await migrate({connection}, {onStep: step => steps.push(step)});
      expect(report).toMatchObject({from: 0, to: latest, missingRoles: [], warnings: [], sql: ''});
      expect(steps.length).toBeGreaterThan(latest);
      const after = await objectsOf(database());
      expect(await migrate({connection})).toMatchObject({from: latest, applied: [], warnings: []});
      expect(await objectsOf(database())).toEqual(after);
      expect(await migrationStatus({connection})).toMatchObject({installed: latest, pending: []});
    });

    it('adds no column, index or constraint to the tables of the platform', async () => {
      const shape = ({client}: TestDatabase) => client`
        select attrelid::regclass::text as relation, attname::text as name from pg_attribute
        where attnum > 0 and attrelid in ('submissions'::regclass, 'judge_outputs'::regclass, 'bout_results'::regclass)
        union all select indrelid::regclass::text, indexrelid::regclass::text from pg_index
        where indrelid in ('submissions'::regclass, 'judge_outputs'::regclass, 'bout_results'::regclass)
        union all select conrelid::regclass::text, conname::text from pg_constraint
        where conrelid in ('submissions'::regclass, 'judge_outputs'::regclass, 'bout_results'::regclass)
        order by 1, 2`;
      const untouched = await createDatabase(server, {migrated: false});
      expect(await shape(database())).toEqual(await shape(untouched));
      await untouched.release();
    });

    it('refuses a schema that is newer than itself', async () => {
      const {client, connection} = database();
      await client`insert into analytics_schema_version (version, name) values (${latest + 1}, 'from_the_future')`;
      const before = await objectsOf(database());
      await expect(migrate({connection})).rejects.toMatchObject({
        name: 'MigrationError',
        what: 'The schema is newer than this lanewatch',
      });
      expect(await migrationStatus({connection})).toMatchObject({isNewer: true});
      expect(await objectsOf(database())).toEqual(before);
      await client`delete from analytics_schema_version where version > ${latest}`;
    });
  });

  describe('on tables that do not fit', () => {
    const database = provideDatabase(server, {migrated: false});

    it('names everything that is missing in one message, and touches nothing', async () => {
      const {client, connection} = database();
      await client.unsafe(`drop table bout_results; alter table submissions drop column composite_score;
        alter table submissions alter column final_lane_scores type json using null`);
      const before = await objectsOf(database());
      const error: unknown = await migrate({connection}).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({name: 'MigrationError'});
      expect(String(error)).toContain('bout_results.bout_id must be uuid (no such table)');
      expect(String(error)).toContain('bout_results.winner_agent_id must be uuid (no such table)');
      expect(String(error)).toContain('submissions.composite_score must be numeric (no such column)');
      expect(String(error)).toContain('submissions.final_lane_scores must be jsonb (is json)');
      expect(await objectsOf(database())).toEqual(before);
    });
  });

  describe('when several run at once', () => {
    const database = provideDatabase(server, {migrated: false});

    it('does each step once', async () => {
      const {connection, client} = database();
      const reports = await Promise.all([1, 2, 3, 4].map(() => migrate({connection})));
      const applied = reports.flatMap(report => report.applied);
      expect(applied).toHaveLength(latest);
      expect(new Set(applied).size).toBe(latest);
      expect(await client`select from analytics_schema_version`).toHaveLength(latest);
    });
  });

  it('completes after a kill at any step', {timeout: 60_000}, async () => {
    const whole = await createDatabase(server);
    const wanted = await objectsOf(whole);
    await whole.release();
    for (let killAt = 1; killAt <= latest + 6; killAt += 3) {
      const database = await createDatabase(server, {migrated: false});
      const {connection} = database;
      await migrateAndKill(connection, killAt);
      expect(await migrate({connection})).toMatchObject({to: latest});
      expect(await objectsOf(database)).toEqual(wanted);
      await database.release();
    }
  });

  it('installs in a schema of its own, finds the tables by search_path, and works there', async () => {
    const database = await createDatabase(server, {migrated: false});
    const {client, connection} = database;
    await client.unsafe(`create schema platform; alter table submissions set schema platform;
      alter table bout_results set schema platform; alter table judge_outputs set schema platform;
      alter database ${connection.database} set search_path = platform`);
    await migrate({connection, schema: 'lane stats'});
    const session = database.open();
    await session.unsafe(`insert into submissions (agent_id, challenge_id, status, final_lane_scores)
      select '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000c', 'scored', '{"speed": 3}'
      from generate_series(1, 2)`);
    for (const view of ['mv_weakness_patterns', 'mv_agent_progress', 'mv_time_to_first_win'])
      await session.unsafe(`call "lane stats".analytics_refresh('${view}')`);
    expect(await session.unsafe('select attempt_count from "lane stats".mv_weakness_patterns')).toMatchObject(
      [{attempt_count: 2}],
    );
    expect((await migrate({connection, schema: 'lane stats'})).applied).toEqual([]);
    await uninstall({connection, schema: 'lane stats'});
    expect((await objectsOf(database)).filter(object => /lane stats|analytics_|mv_/.test(object))).toEqual(
      [],
    );
    await database.release();
  });

  it('refuses a schema name it could not quote everywhere', async () => {
    const {connection} = server;
    await expect(migrate({connection, schema: "x'; drop table y; --"})).rejects.toMatchObject({
      name: 'MigrationError',
    });
  });

  describe('uninstall', () => {
    const database = provideDatabase(server, {migrated: false});

    it('removes everything lanewatch owns and nothing it does not', async () => {
      const {connection, client} = database();
      await client.unsafe(`create table analytics_mine (n int);
        create materialized view mv_mine as select 1 as mine_id;
        create function analytics_my_function() returns int language sql as 'select 1'`);
      const before = await objectsOf(database());
      await migrate({connection});
      expect(await objectsOf(database())).not.toEqual(before);
      expect(await uninstall({connection})).toMatchObject({wasInstalled: true});
      expect(await objectsOf(database())).toEqual(before);
      expect(await uninstall({connection})).toMatchObject({wasInstalled: false});
    });

    it('keeps everything where something of the user depends on it, and names that', async () => {
      const {connection, client} = database();
      await migrate({connection});
      await client.unsafe('create view my_board as select * from mv_agent_progress');
      const before = await objectsOf(database());
      await expect(uninstall({connection})).rejects.toMatchObject({
        code: '2BP01',
        detail: expect.stringContaining('my_board'),
      });
      expect(await objectsOf(database())).toEqual(before);
    });
  });
});
