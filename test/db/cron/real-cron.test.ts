import {rm} from 'node:fs/promises';
import {afterAll, beforeAll, describe, expect, inject, it, vi} from 'vitest';
import {runCheck} from '../../../src/commands/check.ts';
import {type Client, openClient} from '../../../src/db/client.ts';
import {recentWindow, wideWindow} from '../../../src/queries/collect-cron.ts';
import {cronLook} from '../../../src/queries/cron-look.ts';
import {startDebianPostgres} from '../../support/debian-postgres.ts';
import {startReplica} from '../../support/replica.ts';
import {hasPrivateServers, providePrivateServer} from '../../support/servers.ts';
import {findingsOn, lookAtCron, statesOf} from './watch-cron.ts';

interface Explained {
  readonly Plan: {readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number};
  readonly 'Execution Time': number;
}

const escapeName = '\u001b[31mred\u0007\u202e';

describe.skipIf(!hasPrivateServers)('pg_cron 1.4 with a history of two million runs', () => {
  const server = providePrivateServer();
  let client: Client;
  const look = () => lookAtCron(server().connection);

  beforeAll(async () => {
    client = openClient(server().connection, {applicationName: 'lanewatch test', max: 1});
    await client.unsafe(`
      create extension pg_cron;
      select cron.schedule('job ' || n, '0 0 1 1 *', 'select 1') from generate_series(1, 20) as n;
      select cron.schedule('seldom', '0 0 1 1 *', 'select 1');
      select cron.schedule('huge', '0 0 1 1 *', 'select ' || repeat('x', 1000000));
      insert into cron.job_run_details (jobid, runid, status, return_message, start_time, end_time)
      select case when n <= 3 then 21 else 1 + n % 20 end, n,
        case when n <= 3 then 'failed' else 'succeeded' end, 'x' || n,
        now() - (2000000 - n) * interval '1 s', now() - (2000000 - n) * interval '1 s' + interval '100 ms'
      from generate_series(1, 2000000) as n;
      select setval('cron.runid_seq', 2000000)`);
    await client`select cron.schedule(${escapeName}, '0 0 1 1 *', 'select 1')`;
    await client`vacuum analyze cron.job_run_details`;
  }, 120_000);
  afterAll(() => client?.end());

  /** Pages that the look of each tick touches, the median of what the server says it took, and what was compiled for it. */
  async function measure(
    window = recentWindow,
  ): Promise<{pages: number; medianMs: number; isCompiled: boolean}> {
    const looks: {pages: number; ms: number; isCompiled: boolean}[] = [];
    for (let round = 0; round < 9; round += 1) {
      const [row] = await client.unsafe<{'QUERY PLAN': [Explained]}[]>(
        `explain (analyze, buffers, timing off, format json) ${cronLook.sql({cron: 'cron'})}`,
        [window, null] as never[],
      );
      const top = row?.['QUERY PLAN'][0];
      if (top === undefined) throw new Error('no plan');
      const pages = top.Plan['Shared Hit Blocks'] + top.Plan['Shared Read Blocks'];
      looks.push({pages, ms: top['Execution Time'], isCompiled: 'JIT' in top});
    }
    looks.sort((one, other) => one.ms - other.ms);
    return {
      pages: Math.max(...looks.map(({pages}) => pages)),
      medianMs: looks[4]?.ms ?? Number.NaN,
      isCompiled: looks.some(({isCompiled}) => isCompiled),
    };
  }

  it('is looked at in a bounded part of the history, and its owner is offered an index', async () => {
    const [size] = await client<{pages: number}[]>`
      select relpages as pages from pg_class where oid = 'cron.job_run_details'::regclass`;
    expect(size?.pages).toBeGreaterThan(15_000);
    const {pages, medianMs, isCompiled} = await measure();
    expect(pages).toBeLessThan(1000);
    expect(medianMs).toBeLessThan(20);
    expect(isCompiled).toBe(false);
    expect(await measure(wideWindow)).toMatchObject({isCompiled: false});
    const seen = await look();
    expect(statesOf(seen)).toMatchObject({'job 1': 'OK', seldom: 'UNKNOWN'});
    expect(findingsOn(seen.report, 'cron.job_run_details').sort()).toEqual([
      'cron.history-growth',
      'cron.history-index',
      'cron.history-out-of-reach',
    ]);
    const offer = seen.report.findings.find(({id}) => id === 'cron.history-index');
    expect(offer?.remedy).toBe('CREATE INDEX CONCURRENTLY ON cron.job_run_details (jobid, runid DESC);');
  });

  it('is not offered to a role that cannot make it', async () => {
    await client.unsafe(`create role eve login in role pg_monitor; grant usage on schema cron to eve;
      create policy all_seen on cron.job for select to eve using (true);
      create policy all_seen on cron.job_run_details for select to eve using (true)`);
    const {report} = await lookAtCron({...server().connection, user: 'eve'});
    expect(findingsOn(report, 'cron.job_run_details')).not.toContain('cron.history-index');
    expect(report.passed).toContain('cron.history-index');
  });

  it('finds with the index how a job ended that runs seldom', async () => {
    const {report} = await look();
    await client.unsafe(report.findings.find(({id}) => id === 'cron.history-index')?.remedy ?? '');
    const {pages, medianMs, isCompiled} = await measure();
    expect(pages).toBeLessThan(1000);
    expect(medianMs).toBeLessThan(20);
    expect(isCompiled).toBe(false);
    const seen = await look();
    expect(statesOf(seen)).toMatchObject({'job 1': 'OK', seldom: 'FAILING'});
    expect(findingsOn(seen.report, 'cron.job_run_details')).toEqual(['cron.history-growth']);
    const failing = seen.report.findings.find(({object}) => object === 'seldom');
    expect(failing).toMatchObject({id: 'cron.job-failing', count: 3, message: expect.stringContaining('x3')});
  });

  it('is told without the control characters of its names, and with the beginning of a command', async () => {
    let told = '';
    for (const format of ['nagios', 'json', 'human', 'prometheus'] as const) {
      await runCheck(
        {
          connection: server().connection,
          schema: 'public',
          area: 'cron',
          format,
          timeoutMs: 8000,
          unreachable: 'critical',
          limits: {warning: null, critical: null},
        },
        {stdout: {write: (text: string) => (told += text)}},
      );
    }
    expect(told).toContain('red');
    expect(told).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    const {snapshot} = await look();
    const jobs = snapshot.cron.known && snapshot.cron.value.jobs.known ? snapshot.cron.value.jobs.value : [];
    expect(jobs.find(({name}) => name === 'huge')?.command).toHaveLength(500);
  });

  it('tells a clock that is ahead of ours, and judges the jobs by its own', async () => {
    const before = statesOf(await look());
    vi.useFakeTimers({toFake: ['Date'], now: Date.now() - 3_600_000});
    try {
      const seen = await look();
      expect(seen.report.findings.find(({id}) => id === 'cron.clock-skew')?.message).toMatch(
        /ahead of this machine's: .*off by that/,
      );
      expect(statesOf(seen)).toEqual(before);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is shown by a standby that streams, which knows that it runs nothing', async () => {
    const standby = await startReplica(server());
    try {
      const seen = await lookAtCron(standby.connection);
      expect(seen.report.findings.map(({id}) => id)).toContain('cron.standby');
      expect(seen.report.findings.map(({id}) => id)).not.toContain('cron.scheduler-gone');
      expect(statesOf(seen)).toMatchObject({'job 1': 'OK', seldom: 'FAILING'});
    } finally {
      await standby.stop();
    }
  }, 60_000);
});

describe.skipIf(!hasPrivateServers)('pg_cron 1.4 whose server is restarted during a run', () => {
  it('leaves a run that is told as cut off, and no backend behind it', async () => {
    const first = await startDebianPostgres(inject('pristineCluster') ?? '', {}, {keeps: true});
    try {
      const client = openClient(first.connection, {applicationName: 'lanewatch test', max: 1});
      await client.unsafe(`create extension pg_cron;
        select cron.schedule('long', '* * * * *', 'select pg_sleep(600)')`);
      await expect
        .poll(async () => statesOf(await lookAtCron(first.connection)), {timeout: 90_000, interval: 300})
        .toEqual({long: 'RUNNING'});
      await client`select cron.alter_job(jobid, schedule => '0 0 1 1 *') from cron.job`;
      await client.end();
      await first.stop();
      const second = await startDebianPostgres(first.directory);
      try {
        await expect
          .poll(async () => statesOf(await lookAtCron(second.connection)), {timeout: 20_000, interval: 200})
          .toEqual({long: 'FAILING'});
        const {report} = await lookAtCron(second.connection);
        expect(findingsOn(report, 'long')).toEqual(['cron.job-failing']);
        expect(report.findings[0]?.message).toMatch(
          /server restarted|connection lost|server closed the connection/,
        );
      } finally {
        await second.stop();
      }
    } finally {
      await first.stop();
      await rm(first.directory, {recursive: true, force: true});
    }
  }, 150_000);
});
