import {describe, expect, it, vi} from 'vitest';
import type {Client} from '../../src/db/client.ts';
import {migrate, uninstall} from '../../src/db/migrate.ts';
import {
  createPlatform,
  hasPrivateServers,
  provideDatabase,
  providePrivateServer,
  servers,
} from '../support/servers.ts';

const wanted = [
  {jobname: 'purge-cron-history', schedule: '15 3 * * *'},
  {jobname: 'refresh-agent-progress', schedule: '0 * * * *'},
  {jobname: 'refresh-lane-distributions', schedule: '*/10 * * * *'},
  {jobname: 'refresh-time-to-first-win', schedule: '0 */4 * * *'},
  {jobname: 'refresh-weakness-patterns', schedule: '*/30 * * * *'},
  {jobname: 'verify-twins', schedule: '40 2 * * *'},
];

/** Jobs by name, as whoever looks sees them. */
const jobsIn = (client: Client, schema: 'cron' | 'lanewatch_cron') =>
  client.unsafe<{jobid: number; [column: string]: unknown}[]>(
    `select jobid::int, jobname::text, schedule, command, database, username, active from ${schema}.job order by jobname`,
  );

describe.each(servers.filter(({hasCron}) => !hasCron))('schedules without pg_cron on $name', server => {
  const database = provideDatabase(server);

  it('are kept in lanewatch_cron', async () => {
    const {client, connection} = database();
    await client.unsafe('delete from lanewatch_cron.job');
    await migrate({connection});
    expect(await jobsIn(client, 'lanewatch_cron')).toMatchObject(wanted);
    expect(await jobsIn(client, 'lanewatch_cron')).toMatchObject(
      wanted.map(() => ({database: connection.database, username: connection.user, active: true})),
    );
  });

  it('are altered in place where they differ, never duplicated, and stay paused', async () => {
    const {client, connection} = database();
    const before = await jobsIn(client, 'lanewatch_cron');
    await client.unsafe(`update lanewatch_cron.job set schedule = '5 5 5 5 5', command = 'select 1', active = false
      where jobname = 'refresh-agent-progress'`);
    await migrate({connection});
    const after = await jobsIn(client, 'lanewatch_cron');
    expect(after).toEqual(
      before.map(job => (job.jobname === 'refresh-agent-progress' ? {...job, active: false} : job)),
    );
  });

  it('have commands that run', async () => {
    const {client} = database();
    for (const {command} of await jobsIn(client, 'lanewatch_cron')) await client.unsafe(String(command));
    expect(
      await client`select from analytics_refresh_log where cause = 'cron' and status = 'succeeded'`,
    ).not.toHaveLength(0);
  });

  it('purge runs older than 14 days, also those that never ended or never began', async () => {
    const {client} = database();
    await client.unsafe(`truncate lanewatch_cron.job_run_details;
      insert into lanewatch_cron.job_run_details (runid, status, start_time, end_time) values
        (1, 'succeeded', now() - interval '20 days', now() - interval '20 days'),
        (2, 'failed', null, null),
        (3, 'running', now() - interval '16 days', null),
        (4, 'failed', now() - interval '15 days', null),
        (5, 'succeeded', now() - interval '13 days', now() - interval '13 days'),
        (6, 'failed', null, null),
        (7, 'running', now(), null)`);
    const jobs = await jobsIn(client, 'lanewatch_cron');
    await client.unsafe(String(jobs.find(job => job.jobname === 'purge-cron-history')?.command));
    expect(
      (await client`select runid::int from lanewatch_cron.job_run_details order by 1`).map(row => row.runid),
    ).toEqual([5, 6, 7]);
  });

  it('have the functions of pg_cron', async () => {
    const {client} = database();
    const [made] = await client`select lanewatch_cron.schedule('mine', '*/5 * * * *', 'select 1') as id`;
    const [again] = await client`select lanewatch_cron.schedule('mine', '@daily', 'select 2') as id`;
    expect(again).toEqual(made);
    await client`select lanewatch_cron.alter_job(${made?.id}, active => false)`;
    const mine = () =>
      client`select schedule, command, active from lanewatch_cron.job where jobname = 'mine'`;
    expect(await mine()).toMatchObject([{schedule: '@daily', command: 'select 2', active: false}]);
    await client`select lanewatch_cron.unschedule('mine')`;
    expect(await mine()).toHaveLength(0);
    await expect(client`select lanewatch_cron.unschedule('mine')`).rejects.toThrow(
      'could not find valid entry',
    );
    await expect(client`select lanewatch_cron.unschedule(0)`).rejects.toThrow('could not find valid entry');
    await expect(client`select lanewatch_cron.alter_job(0, active => true)`).rejects.toThrow(
      'does not exist',
    );
    const [unnamed] = await client`select lanewatch_cron.schedule('30 seconds', 'select 1') as id`;
    await client`select lanewatch_cron.unschedule(${unnamed?.id}::bigint)`;
  });

  it.each([
    '',
    'every minute',
    '* * * *',
    '* * * * * *',
    '@sometimes',
    '60 seconds',
    '0 seconds',
    'a;b * * * *',
  ])('refuse %j', async schedule => {
    await expect(
      database().client`select lanewatch_cron.schedule(${schedule}, 'select 1')`,
    ).rejects.toMatchObject({code: '22023'});
  });

  it('stay with the scheduler where the user has jobs of his own there', async () => {
    const {client, connection} = database();
    await client`select lanewatch_cron.schedule('mine', '@daily', 'select 1')`;
    expect((await uninstall({connection})).kept).toContainEqual(
      expect.stringContaining('lanewatch_cron stays'),
    );
    expect(await jobsIn(client, 'lanewatch_cron')).toMatchObject([{jobname: 'mine'}]);
  });
});

describe.skipIf(!hasPrivateServers)('schedules with pg_cron in another database', () => {
  const home = providePrivateServer();

  it('are put there, for each database under a name of its own, and taken away alone', async () => {
    const server = home();
    const cron = await createPlatform(server, 'postgres');
    await cron.client.unsafe(`create extension pg_cron; select cron.schedule('mine', '@daily', 'select 1')`);
    const [first, second] = [
      await createPlatform(server, 'first_lanes'),
      await createPlatform(server, 'second_lanes'),
    ];

    for (const {connection} of [first, second, first]) {
      const {cron: place, warnings} = await migrate({connection});
      expect(place).toMatchObject({kind: 'elsewhere', database: 'postgres'});
      expect(warnings).toEqual([]);
    }
    const names = async () =>
      (await jobsIn(cron.client, 'cron')).map(job => `${job.jobname} in ${job.database}`);
    expect(await names()).toEqual([
      'mine in postgres',
      'purge-cron-history in postgres',
      'refresh-agent-progress in first_lanes',
      'refresh-agent-progress@second_lanes in second_lanes',
      'refresh-lane-distributions in first_lanes',
      'refresh-lane-distributions@second_lanes in second_lanes',
      'refresh-time-to-first-win in first_lanes',
      'refresh-time-to-first-win@second_lanes in second_lanes',
      'refresh-weakness-patterns in first_lanes',
      'refresh-weakness-patterns@second_lanes in second_lanes',
      'verify-twins in first_lanes',
      'verify-twins@second_lanes in second_lanes',
    ]);

    expect((await uninstall({connection: first.connection})).kept).toHaveLength(2);
    expect(await names()).toEqual([
      'mine in postgres',
      'purge-cron-history in postgres',
      'refresh-agent-progress@second_lanes in second_lanes',
      'refresh-lane-distributions@second_lanes in second_lanes',
      'refresh-time-to-first-win@second_lanes in second_lanes',
      'refresh-weakness-patterns@second_lanes in second_lanes',
      'verify-twins@second_lanes in second_lanes',
    ]);
    expect((await uninstall({connection: second.connection})).kept).toEqual([]);
    expect(await names()).toEqual(['mine in postgres']);
    expect(await cron.client`select from pg_roles where rolname like 'analytics%'`).toHaveLength(0);
    expect(await cron.client`select from pg_policy where polname like 'analytics%'`).toHaveLength(0);

    await expect(migrate({connection: first.connection, cronDatabase: 'second_lanes'})).rejects.toMatchObject(
      {
        what: 'pg_cron was not found in database second_lanes',
      },
    );
    await Promise.all([cron.close(), first.close(), second.close()]);
  });
});

describe.skipIf(!hasPrivateServers)('the built-in scheduler, when pg_cron comes', () => {
  const home = providePrivateServer();

  it('hands its jobs over', async () => {
    const database = await createPlatform(home(), 'postgres');
    expect((await migrate({connection: database.connection})).cron).toMatchObject({
      kind: 'built-in',
      note: expect.stringContaining('CREATE EXTENSION'),
    });
    await database.client.unsafe('create extension pg_cron');
    expect((await migrate({connection: database.connection})).cron).toMatchObject({
      kind: 'here',
      version: '1.4-1',
    });
    expect(await jobsIn(database.client, 'lanewatch_cron')).toHaveLength(0);
    expect(await jobsIn(database.client, 'cron')).toMatchObject(wanted);
    await database.client.unsafe(
      `update cron.job set schedule = '1 1 1 1 1' where jobname = 'refresh-agent-progress'`,
    );
    const before = (await jobsIn(database.client, 'cron')).map(job => job.jobid);
    await migrate({connection: database.connection});
    expect(await jobsIn(database.client, 'cron')).toMatchObject(wanted);
    expect((await jobsIn(database.client, 'cron')).map(job => job.jobid)).toEqual(before);
    await uninstall({connection: database.connection});
    expect(await jobsIn(database.client, 'cron')).toHaveLength(0);
    await database.close();
  });
});

describe.skipIf(!hasPrivateServers).concurrent('a job that fires', () => {
  describe.each([
    ['as a client', {}],
    ['as a background worker', {'cron.use_background_workers': 'on'}],
  ])('%s', (_mode, settings) => {
    const home = providePrivateServer({...settings, 'cron.database_name': 'lanes'});

    it('refreshes its view, and a failure is seen on both sides', {timeout: 150_000}, async ({expect}) => {
      const {client, connection, close} = await createPlatform(home(), 'lanes');
      await client.unsafe('create extension pg_cron');
      await migrate({connection});
      await client.unsafe(`update cron.job set schedule = '* * * * *' where jobname = 'refresh-weakness-patterns';
        select cron.schedule('broken', '* * * * *', 'call analytics_refresh(''mv_agent_progress'')');
        drop index mv_agent_progress_key; refresh materialized view mv_agent_progress`);
      await vi.waitFor(
        async () => {
          const runs = await client`
            select job.jobname::text, run.status, run.return_message from cron.job_run_details as run
            join cron.job using (jobid) where jobname in ('refresh-weakness-patterns', 'broken')
              and status in ('succeeded', 'failed') order by runid limit 2`;
          expect([...runs].sort((a, b) => String(a.jobname).localeCompare(String(b.jobname)))).toMatchObject([
            {
              jobname: 'broken',
              status: 'failed',
              return_message: expect.stringContaining('no usable unique index'),
            },
            {jobname: 'refresh-weakness-patterns', status: 'succeeded'},
          ]);
        },
        {timeout: 130_000, interval: 250},
      );
      const log = await client`select view_name, cause, status from analytics_refresh_log`;
      expect([...log]).toEqual(
        expect.arrayContaining([
          {view_name: 'mv_lane_score_distribution', cause: 'initial', status: 'succeeded'},
          {view_name: 'mv_weakness_patterns', cause: 'initial', status: 'succeeded'},
          {view_name: 'mv_agent_progress', cause: 'cron', status: 'failed'},
        ]),
      );
      await close();
    });
  });
});
