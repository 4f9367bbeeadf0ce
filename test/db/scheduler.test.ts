import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {type Scheduler, type SchedulerOptions, startScheduler} from '../../src/pipeline/scheduler.ts';
import {createDatabase, servers, type TestDatabase} from '../support/servers.ts';

const here = servers.filter(server => !server.hasCron);

describe.each(here)('the built-in scheduler on $name', server => {
  let database: TestDatabase;
  const schedulers: Scheduler[] = [];

  beforeEach(async () => {
    database = await createDatabase(server);
    await database.client`delete from lanewatch_cron.job`;
    await database.client`create table ticks (at timestamptz default clock_timestamp(), who text default current_user)`;
  });

  afterEach(async () => {
    await Promise.all(schedulers.splice(0).map(scheduler => scheduler.stop(0)));
    await database.release();
  });

  function start(options: SchedulerOptions = {}): Scheduler {
    const scheduler = startScheduler(database.connection, {longestSleepMs: 200, ...options});
    schedulers.push(scheduler);
    return scheduler;
  }

  async function schedule(name: string, text: string, command: string): Promise<void> {
    await database.client.unsafe('select lanewatch_cron.schedule($1, $2, $3)', [name, text, command]);
  }

  async function runs(): Promise<
    {status: string; return_message: string | null; job_pid: number; ended: boolean}[]
  > {
    const rows = await database.client<
      {status: string; return_message: string | null; job_pid: number; ended: boolean}[]
    >`select status, return_message, job_pid, end_time is not null as ended from lanewatch_cron.job_run_details order by runid`;
    return [...rows];
  }

  it('runs a job and records the run as pg_cron does', async () => {
    await schedule('tick', '1 second', 'insert into ticks default values');
    start();
    await expect.poll(runs, {timeout: 10_000}).toContainEqual({
      status: 'succeeded',
      return_message: 'INSERT 0 1',
      job_pid: expect.any(Number),
      ended: true,
    });
  });

  it('runs several statements of one command, and a procedure that commits', async () => {
    await schedule('many', '1 second', 'insert into ticks default values; select * from ticks limit 1');
    await schedule('refresh', '1 second', "call analytics_refresh('mv_agent_progress')");
    start();
    const messages = async () => (await runs()).map(run => run.return_message);
    await expect.poll(messages, {timeout: 10_000}).toEqual(expect.arrayContaining(['1 row', 'CALL']));
    const [log] =
      await database.client`select cause, status from analytics_refresh_log order by id desc limit 1`;
    expect(log).toEqual({cause: 'cron', status: 'succeeded'});
  });

  it('records a failure in the server’s words', async () => {
    await schedule('broken', '1 second', 'insert into weekly_digest values (1)');
    start();
    await expect
      .poll(async () => (await runs())[0], {timeout: 10_000})
      .toMatchObject({
        status: 'failed',
        return_message: 'ERROR:  relation "weekly_digest" does not exist',
      });
  });

  it('runs as the job’s role', async () => {
    const login = await database.createLogin();
    await database.client.unsafe(`grant insert on ticks to ${login.user}`);
    await schedule('as somebody', '1 second', 'insert into ticks default values');
    await database.client`update lanewatch_cron.job set username = ${login.user}`;
    start();
    const who = async () => (await database.client`select who from ticks`)[0]?.who;
    await expect.poll(who, {timeout: 10_000}).toBe(login.user);
  });

  it('never runs a job twice at once, nor a paused one', async () => {
    await schedule('slow', '1 second', 'select pg_sleep(2.5)');
    await schedule('paused', '1 second', 'insert into ticks default values');
    await database.client`update lanewatch_cron.job set active = false where jobname = 'paused'`;
    start();
    let most = 0;
    await expect
      .poll(
        async () => {
          const all = await runs();
          most = Math.max(most, all.filter(run => run.status === 'running').length);
          return all.filter(run => run.status === 'succeeded').length;
        },
        {timeout: 15_000, interval: 50},
      )
      .toBe(2);
    expect(most).toBe(1);
    expect((await database.client`select count(*)::int as n from ticks`)[0]).toEqual({n: 0});
  });

  it('cancels the run of a job that is paused meanwhile', async () => {
    await schedule('endless', '1 second', 'select pg_sleep(600)');
    start();
    await expect.poll(runs, {timeout: 10_000}).toMatchObject([{status: 'running'}]);
    await database.client`update lanewatch_cron.job set active = false`;
    await expect
      .poll(runs, {timeout: 10_000})
      .toMatchObject([{status: 'failed', return_message: 'job canceled'}]);
  });

  it('leaves the jobs to one scheduler; the next takes over and resolves what the first left', async () => {
    await schedule('endless', '1 second', 'select pg_sleep(600)');
    const first = start();
    await expect.poll(() => first.leads, {timeout: 10_000}).toBe(true);
    const second = start();
    await expect.poll(runs, {timeout: 10_000}).toMatchObject([{status: 'running'}]);
    expect(second.leads).toBe(false);
    await database.client`
      insert into lanewatch_cron.job_run_details (jobid, status, start_time) values (4711, 'running', now())`;
    await first.stop(0);
    await expect.poll(() => second.leads, {timeout: 10_000}).toBe(true);
    const dead = async () =>
      (
        await database.client`select status, return_message from lanewatch_cron.job_run_details where jobid = 4711`
      )[0];
    await expect
      .poll(dead, {timeout: 10_000})
      .toEqual({status: 'failed', return_message: 'server restarted'});
  });

  it('survives the loss of its sessions', async () => {
    await schedule('tick', '1 second', 'insert into ticks default values');
    const scheduler = start();
    await expect.poll(() => scheduler.leads, {timeout: 10_000}).toBe(true);
    await database.client`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'lanewatch scheduler' and datname = current_database()`;
    const [before] = await database.client`select count(*)::int as n from ticks`;
    const more = async () => (await database.client`select count(*)::int as n from ticks`)[0]?.n;
    await expect.poll(more, {timeout: 15_000}).toBeGreaterThan((before?.n ?? 0) + 1);
  });
});
