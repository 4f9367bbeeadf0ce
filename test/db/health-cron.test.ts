import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Connection} from '../../src/config/connection.ts';
import {judge, type Report} from '../../src/health/judge.ts';
import {emptyMemory, type Memory} from '../../src/health/memory.ts';
import {cronRules} from '../../src/health/rules/cron/index.ts';
import {unknown} from '../../src/health/snapshot.ts';
import {chooseThresholds, type Thresholds} from '../../src/health/thresholds.ts';
import {collectCron} from '../../src/queries/collect-cron.ts';
import {type Database, openDatabase} from '../../src/queries/database.ts';
import {toServerFacts} from '../../src/queries/to-cron-snapshot.ts';
import {
  createPlatform,
  hasPrivateServers,
  provideDatabase,
  providePrivateServer,
  servers,
  type TestDatabase,
} from '../support/servers.ts';

const opened: Database[] = [];
afterAll(() => Promise.all(opened.map(database => database.close())));

/** Looks again and again, each time with the memory of the look before. */
function createWatcher(
  connection: Connection,
  thresholds: Partial<Thresholds> = {},
  statementTimeoutMs = 10_000,
) {
  const database = openDatabase(connection, {schema: 'public', readOnly: true, statementTimeoutMs});
  opened.push(database);
  let memory: Memory = emptyMemory();
  return async function look(): Promise<Report> {
    const {cron, facts, clientNow} = await collectCron(database);
    const nothing = unknown('not a part of this test', '');
    const snapshot = {
      serverNow: facts.server_now,
      clientNow,
      server: toServerFacts(facts),
      cron: {known: true, value: cron} as const,
      views: nothing,
      pipeline: nothing,
      listener: nothing,
    };
    const report = judge(snapshot, memory, chooseThresholds(thresholds), cronRules);
    memory = report.memory;
    return report;
  };
}

const found = ({findings}: Report) => findings.map(({id, object, severity}) => `${id} ${object} ${severity}`);
const silenced = (report: Report) => report.silenced.map(({finding, by}) => `${finding.id} by ${by.id}`);

describe.skipIf(!hasPrivateServers)('the health of pg_cron', () => {
  const main = providePrivateServer();
  const narrow = providePrivateServer({'cron.max_running_jobs': '1'});
  const silent = providePrivateServer({'cron.log_run': 'off'});
  const apart = providePrivateServer();
  let home: TestDatabase;
  let narrowHome: TestDatabase;
  let apartHome: TestDatabase;
  let look: () => Promise<Report>;

  /** The jobs that a minute has to begin are scheduled on all servers at once, so that one minute does for all. */
  beforeAll(async () => {
    home = await createPlatform(main(), 'postgres');
    narrowHome = await createPlatform(narrow(), 'postgres');
    apartHome = await createPlatform(apart(), 'postgres');
    for (const {client} of [home, narrowHome, apartHome]) await client`create extension pg_cron`;
    await home.client.unsafe(`
      create role ann login; create role bob nologin; create role eve login;
      create table secret (); revoke all on secret from public;
      select cron.schedule('fails', '* * * * *', 'select 1/0');
      select cron.schedule('denied', '* * * * *', 'select from secret');
      select cron.schedule('sleeps', '* * * * *', 'select pg_sleep(600)');
      select cron.schedule('is-killed', '* * * * *', 'select pg_sleep(601)');
      select cron.schedule('good', '* * * * *', 'select 1');
      select cron.schedule('no-database', '* * * * *', 'select 1');
      select cron.schedule('no-login', '* * * * *', 'select 1');
      select cron.schedule('paused', '* * * * *', 'select 1');
      select cron.schedule('never', '0 0 30 2 *', 'select 1');
      select cron.schedule(repeat('long', 10), '0 0 1 1 *', 'select ' || repeat(' ', 1000000) || '1');
      update cron.job set username = 'ann' where jobname = 'denied';
      update cron.job set username = 'bob' where jobname = 'no-login';
      update cron.job set database = 'gone' where jobname = 'no-database';
      update cron.job set active = false where jobname = 'paused';`);
    await narrowHome.client.unsafe(`
      select cron.schedule('first', '* * * * *', 'select pg_sleep(600)');
      select cron.schedule('second', '* * * * *', 'select pg_sleep(600)');`);
    await apartHome.client.unsafe(`select cron.schedule('waits', '* * * * *', 'select 1')`);
    look = createWatcher(main().connection);
  }, 60_000);
  afterAll(() => Promise.all([home, narrowHome, apartHome].map(database => database?.close())));

  it('is told before anything has run', async () => {
    const report = await look();
    expect(found(report)).toEqual(
      expect.arrayContaining([
        'cron.job-database-missing no-database critical',
        'cron.job-role-nologin no-login critical',
        'cron.job-inactive paused warning',
        'cron.job-never-fires never warning',
      ]),
    );
    expect(report.passed).toEqual(
      expect.arrayContaining([
        'cron.scheduler-gone',
        'cron.run-numbers-behind',
        'cron.blind',
        'cron.standby',
      ]),
    );
  });

  it('is unknown to a role behind row security, and to one without any right', async () => {
    await home.client`grant usage on schema cron to eve`;
    const behind = await createWatcher({...main().connection, user: 'eve'})();
    expect(found(behind)).toContain('cron.blind cron.job unknown');
    expect(found(behind)).toContain('cron.settings-hidden pg_cron settings unknown');
    expect(behind.findings.find(({id}) => id === 'cron.blind')?.message).toMatch(
      /\(0; \d+ were made so far\)/,
    );
    await home.client`revoke usage on schema cron from eve`;
    const without = await createWatcher({...main().connection, user: 'eve'})();
    expect(found(without)).toContain('cron.blind cron.job unknown');
    expect(without.unchecked.map(({rule}) => rule.id)).toContain('cron.job-failing');
    await home.client.unsafe(`grant usage on schema cron to eve; grant pg_monitor to eve;
      create policy all_seen on cron.job for select to eve using (true);
      create policy all_seen on cron.job_run_details for select to eve using (true)`);
    const seeing = await createWatcher({...main().connection, user: 'eve'})();
    expect(seeing.passed).toEqual(expect.arrayContaining(['cron.blind', 'cron.settings-hidden']));
  });

  it('is unknown where runs are not logged', async () => {
    const database = await createPlatform(silent(), 'postgres');
    await database.client.unsafe(
      `create extension pg_cron; select cron.schedule('j', '* * * * *', 'select 1')`,
    );
    const report = await createWatcher(silent().connection)();
    expect(found(report)).toContain('cron.runs-not-logged cron.log_run unknown');
    expect([...report.jobs.values()]).toMatchObject([{state: 'UNKNOWN', severity: 'unknown'}]);
    await database.close();
  });

  it('is looked for in the database that cron.database_name tells', async () => {
    await narrowHome.client`create database lanes`;
    const connection = {...narrow().connection, database: 'lanes'};
    const database = openDatabase(connection, {schema: 'public', readOnly: true, statementTimeoutMs: 0});
    opened.push(database);
    expect(await database.cronPlace()).toEqual({kind: 'elsewhere', database: 'postgres', problem: null});
    const {cron} = await collectCron(database);
    expect(cron).toMatchObject({home: 'elsewhere', database: 'postgres', version: '1.4-1'});
    expect(cron.jobs.known && cron.jobs.value.map(({name}) => name)).toEqual(['first', 'second']);
    await narrowHome.client.unsafe(`create role shut login; revoke connect on database postgres from public`);
    const refused = await createWatcher({...connection, user: 'shut'})();
    expect(found(refused)).toContain('cron.kept-elsewhere postgres unknown');
  });

  it('tells what became of the first minute', async () => {
    const locker = apartHome.open({max: 1});
    await locker.unsafe('begin; lock cron.job_run_details in access exclusive mode');
    const states = async () => {
      const {jobs} = await look();
      return [...jobs.values()].map(({state}) => state);
    };
    await expect
      .poll(states, {timeout: 90_000, interval: 500})
      .toEqual(expect.arrayContaining(['FAILING', 'RUNNING', 'OK']));
    await expect
      .poll(async () => found(await look()), {timeout: 10_000, interval: 300})
      .toEqual(
        expect.arrayContaining([
          'cron.job-failing fails critical',
          'cron.job-failing denied critical',
          'cron.job-database-missing no-database critical',
        ]),
      );
    const denied = (await look()).findings.find(({object}) => object === 'denied');
    expect(denied?.remedy).toBe('GRANT SELECT ON secret TO ann;');

    await home.client`select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(601)%' and pid <> pg_backend_pid()`;
    await expect
      .poll(async () => found(await look()), {timeout: 10_000, interval: 300})
      .toContain('cron.job-failing is-killed critical');

    const limited = createWatcher(narrow().connection);
    await expect
      .poll(async () => found(await limited()), {timeout: 20_000, interval: 300})
      .toContain('cron.running-limit cron.max_running_jobs warning');

    const blocked = createWatcher(apart().connection, {schedulerWaitMs: 500}, 300);
    await expect
      .poll(async () => found(await blocked()), {timeout: 20_000, interval: 300})
      .toContain('cron.scheduler-blocked pg_cron scheduler critical');
    await locker.unsafe('rollback');
    await expect
      .poll(async () => (await blocked()).passed, {timeout: 10_000, interval: 300})
      .toContain('cron.scheduler-blocked');
  }, 150_000);

  it('calls a running row without its backend an orphan, and a long run stuck', async () => {
    const [{runid}] = await home.client<[{runid: string}]>`
      insert into cron.job_run_details (jobid, runid, job_pid, database, username, command, status, start_time)
      select jobid, nextval('cron.runid_seq'), 1, 'postgres', 'postgres', '', 'running', now() - interval '1 h'
      from cron.job where jobname = 'good' returning runid`;
    expect(found(await look())).toContain('cron.job-orphan-row good warning');
    await home.client`delete from cron.job_run_details where runid = ${runid}`;
    const impatient = createWatcher(main().connection, {runningWithoutHistoryMs: 1});
    expect(found(await impatient())).toContain('cron.job-stuck sleeps critical');
  });

  it('sees run numbers that are taken, in two looks', async () => {
    const [{last}] = await home.client<[{last: string}]>`select last_value as last from cron.runid_seq`;
    await home.client`select setval('cron.runid_seq', 1)`;
    const twice = createWatcher(main().connection);
    expect(found(await twice())).toContain('cron.run-numbers-behind cron.runid_seq unknown');
    expect(found(await twice())).toContain('cron.run-numbers-behind cron.runid_seq critical');
    await home.client`select setval('cron.runid_seq', ${last})`;
    expect((await twice()).passed).toContain('cron.run-numbers-behind');
  });

  it('names the job without owner as what keeps the scheduler down, and the run that goes on', async () => {
    const loop = createWatcher(main().connection);
    await loop();
    await home.client.unsafe(`create role carl login; select cron.schedule('orphaned', '0 0 1 1 *', 'select 1');
      update cron.job set username = 'carl', active = false where jobname = 'orphaned'; drop role carl;
      select cron.schedule('wake', '0 0 1 1 *', 'select 1')`);
    await expect
      .poll(async () => silenced(await loop()), {timeout: 30_000, interval: 200})
      .toContain('cron.scheduler-gone by cron.job-role-missing');
    await expect
      .poll(async () => found(await loop()), {timeout: 15_000, interval: 200})
      .toContain('cron.job-orphan-backend sleeps warning');
    const report = await loop();
    expect(found(report)).toContain('cron.job-role-missing orphaned critical');
    const restarted = report.findings.find(
      ({object, id}) => object === 'sleeps' && id === 'cron.job-failing',
    );
    expect(restarted?.message).toContain('server restarted');
  }, 60_000);

  it('says in two looks that the scheduler is gone', async () => {
    await home.client`delete from cron.job where jobname = 'orphaned'`;
    await expect
      .poll(() => home.client`select from pg_stat_activity where application_name = 'pg_cron scheduler'`, {
        timeout: 10_000,
      })
      .toHaveLength(1);
    await home.client`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pg_cron scheduler'`;
    const gone = createWatcher(main().connection, {schedulerAbsenceMs: 200, fireGraceMs: 1});
    await expect
      .poll(async () => found(await gone()), {timeout: 20_000, interval: 250})
      .toContain('cron.scheduler-gone pg_cron scheduler critical');
    expect((await gone()).lookAgainMs).toBeNull();
  }, 60_000);
});

describe.each(servers.filter(({hasCron}) => !hasCron))(
  'the health of the built-in scheduler on $name',
  server => {
    const database = provideDatabase(server);

    it('tells that no worker runs its jobs, and what a job’s runs say', async () => {
      const {client, connection} = database();
      await client.unsafe(`
      select lanewatch_cron.schedule('flaps', '0 0 1 1 *', 'select 1');
      insert into lanewatch_cron.job_run_details (jobid, status, return_message, start_time, end_time)
      select jobid, case when n % 2 = 0 then 'failed' else 'succeeded' end, 'x', now() - n * interval '1 s',
        now() - n * interval '1 s'
      from lanewatch_cron.job, generate_series(9, 1, -1) as n where jobname = 'flaps'`);
      const look = createWatcher(connection, {schedulerAbsenceMs: 0});
      const report = await look();
      expect(found(report)).toContain('cron.scheduler-gone lanewatch scheduler critical');
      expect(found(report)).toContain('cron.job-flapping flaps warning');
      expect(report.findings.find(({id}) => id === 'cron.scheduler-gone')?.remedy).toBe('lanewatch worker');
    });

    it('is unknown where there is no scheduler at all', async () => {
      const {connection, client} = database();
      await client`drop schema lanewatch_cron cascade`;
      expect(found(await createWatcher(connection)())).toContain('cron.extension-missing pg_cron unknown');
    });
  },
);
