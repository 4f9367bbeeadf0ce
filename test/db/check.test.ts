import {execFile, execFileSync} from 'node:child_process';
import {createServer} from 'node:net';
import {promisify} from 'node:util';
import {describe, expect, it} from 'vitest';
import {type CheckRequest, runCheck} from '../../src/commands/check.ts';
import {runDoctor} from '../../src/commands/doctor.ts';
import type {Connection} from '../../src/config/connection.ts';
import {startWorker} from '../../src/pipeline/worker.ts';
import {provideDatabase, servers} from '../support/servers.ts';

async function check(connection: Connection, request: Partial<CheckRequest> = {}) {
  const lines: string[] = [];
  const code = await runCheck(
    {
      connection,
      schema: 'public',
      area: 'all',
      format: 'nagios',
      timeoutMs: 8_000,
      unreachable: 'critical',
      limits: {warning: null, critical: null},
      ...request,
    },
    {stdout: {write: (text: string) => lines.push(text)}},
  );
  return {code, output: lines.join('')};
}

function hasPromtool(): boolean {
  try {
    execFileSync('promtool', ['--version'], {stdio: 'ignore'});
    return true;
  } catch {
    process.stderr.write('Skipped: promtool. To run this test: apt-get install -y prometheus\n');
    return false;
  }
}

describe.each(servers)('check on $name', server => {
  const database = provideDatabase(server);

  it('is ok where all is well, in one line with figures', async () => {
    const {code, output} = await check(database().connection, {area: 'views'});
    expect(output).toMatch(
      /^LANEWATCH VIEWS OK - all \d+ checks passed \| 'behind'=0s 'mv_agent_progress_age'=\d+s/,
    );
    expect(code).toBe(0);
    expect(await check(database().connection, {area: 'listen'})).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^LANEWATCH LISTEN OK - .* \| 'echo'=0\.\d+s\n$/),
    });
  });

  it('is critical or a warning by the worst finding, and tells all of them', async () => {
    const {client, connection} = database();
    await client.unsafe('create materialized view evil as select 1 as "a|b" with no data');
    const {code, output} = await check(connection, {area: 'views'});
    const [first = '', ...long] = output.split('\n');
    expect(first).toMatch(
      /^LANEWATCH VIEWS CRITICAL - 1 critical, 1 warning: evil was never filled: .* \| '/,
    );
    // The bar begins the figures: no text may hold another one.
    expect(first.split('|')).toHaveLength(2);
    expect(long.filter(line => /^\[(CRITICAL|WARNING)\] .*; try: /.test(line))).toHaveLength(2);
    expect(code).toBe(2);
    await client`drop materialized view evil`;
    await client`create materialized view plain as select 1`;
    expect((await check(connection, {area: 'views'})).code).toBe(1);
    await client`drop materialized view plain`;
  });

  it('goes by the ranges given', async () => {
    const {connection} = database();
    const range = (to: number) => ({text: String(to), from: 0, to, isInside: false});
    const limits = {warning: range(-1), critical: range(5)};
    const {code, output} = await check(connection, {area: 'views', limits});
    expect(output).toMatch(
      /^LANEWATCH VIEWS WARNING - 1 warning: behind is 0s, outside of -1 \| 'behind'=0s;-1;5/,
    );
    expect(code).toBe(1);
  });

  it('is unknown for a role that is blind', async () => {
    const login = await database().createLogin();
    for (const area of ['pipeline', 'views'] as const) {
      const {code, output} = await check(login, {area});
      expect([code, output]).toEqual([3, expect.stringMatching(/^LANEWATCH \w+ UNKNOWN - /)]);
    }
  });

  it('has a documented JSON shape', async () => {
    const {connection} = database();
    const {code, output} = await check(connection, {area: 'pipeline', format: 'json'});
    expect(JSON.parse(output)).toEqual({
      version: 1,
      area: 'pipeline',
      status: code === 2 ? 'critical' : 'warning',
      metrics: {
        source: expect.stringMatching(/^(live|scheduled)$/),
        dataFrom: expect.stringMatching(/^20\d\d-.*Z$/),
        ageSeconds: expect.any(Number),
      },
      findings: [
        {
          id: 'pipeline.worker-gone',
          area: 'pipeline',
          severity: code === 2 ? 'critical' : 'warning',
          object: 'worker',
          message: expect.any(String),
          remedy: 'lanewatch worker',
          since: expect.stringMatching(/^\d{4}-.*Z$/),
        },
      ],
      unchecked: [],
    });
  });

  it.skipIf(!hasPromtool())('gives metrics that promtool accepts', async () => {
    const {connection} = database();
    const worker = startWorker(connection, {schema: 'public', version: '0.0.0', log: () => {}});
    await expect
      .poll(async () => (await check(connection, {area: 'pipeline', format: 'prometheus'})).output)
      .toContain('lanewatch_worker_heartbeat_age_seconds ');
    const {output} = await check(connection, {format: 'prometheus'});
    await worker.stop(0);
    for (const name of [
      'lanewatch_check_status{area="all"}',
      'lanewatch_matview_data_age_seconds{schema="public",view="mv_agent_progress"}',
      'lanewatch_matview_refresh_failures_total',
      'lanewatch_listener_up 1',
      'lanewatch_listener_reconnects_total 0',
      'lanewatch_notify_queue_usage_ratio ',
      ...(server.hasCron
        ? []
        : ['lanewatch_cron_job_state{job="purge-cron-history"', 'lanewatch_cron_job_missed_total']),
    ])
      expect(output).toContain(name);
    const promtool = promisify(execFile)('promtool', ['check', 'metrics']);
    promtool.child.stdin?.end(output);
    expect(await promtool).toMatchObject({stdout: '', stderr: ''});
  });

  it('tells people too', async () => {
    const {output} = await check(database().connection, {area: 'pipeline', format: 'human'});
    expect(output).toMatch(
      /^[✗!] pipeline is (critical|warning): \d+ checks passed\n\n.*worker[\s\S]*try: lanewatch worker/,
    );
  });
});

describe('check without a server', () => {
  const nowhere: Connection = {host: '127.0.0.1', port: 1, database: 'x', user: 'x', tls: 'disable'};

  it('is critical, or unknown if asked', async () => {
    expect(await check(nowhere)).toEqual({
      code: 2,
      output: expect.stringMatching(/^LANEWATCH ALL CRITICAL - cannot connect: Nothing listens there: .*\n$/),
    });
    expect((await check(nowhere, {unreachable: 'unknown'})).code).toBe(3);
    expect(JSON.parse((await check(nowhere, {format: 'json'})).output)).toMatchObject({
      status: 'critical',
      findings: [{id: 'check.failed', severity: 'critical'}],
    });
    expect((await check(nowhere, {format: 'prometheus'})).output).toMatch(
      /^lanewatch_check_status\{area="all"\} 2$/m,
    );
  });

  it('gives up in time where nobody answers', async () => {
    const mute = createServer(() => {});
    await new Promise<void>(done => mute.listen(0, '127.0.0.1', done));
    const address = mute.address();
    if (address === null || typeof address === 'string') throw new Error('no TCP port was given');
    const startedMs = performance.now();
    const {code, output} = await check({...nowhere, port: address.port}, {timeoutMs: 500});
    expect([code, output]).toEqual([2, 'LANEWATCH ALL CRITICAL - cannot connect: no answer within 0.5 s\n']);
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    mute.close();
  });

  it.each([
    ['an unknown area', ['check', 'lanes']],
    ['an unknown flag', ['check', '--colour']],
    ['a range that is none', ['check', 'views', '-w', 'high']],
    ['a range without an area', ['check', '-c', '5']],
    ['a timeout that NRPE would cut short', ['check', '-t', '20']],
    ['no database', ['check']],
  ])('exits 3 for %s', async (_, argv) => {
    const failed = await promisify(execFile)(process.execPath, ['src/cli.ts', ...argv], {
      env: {PATH: process.env.PATH},
    }).catch(error => error);
    expect(failed).toMatchObject({code: 3, stderr: expect.stringMatching(/^lanewatch: .+\n.+/)});
  });
});

describe.each(servers)('doctor on $name', server => {
  const database = provideDatabase(server);

  async function doctor(connection: Connection, format: 'human' | 'json') {
    const pieces: string[] = [];
    const stdout = {write: (text: string) => pieces.push(text), columns: 80};
    const code = await runDoctor({connection, schema: 'public', format, statementTimeoutMs: 8_000}, {stdout});
    return {code, output: pieces.join('')};
  }

  it('tells what is wrong, what passed, and what could not be checked and why', async () => {
    const login = await database().createLogin();
    const {code, output} = await doctor(login, 'human');
    expect(code).toBe(0);
    expect(output).toMatch(
      /^\d+ critical, \d+ warning, \d+ unknown · \d+ checks passed · \d+ could not be made\n/,
    );
    expect(output).toMatch(
      /Could not be checked\n[\s\S]*\? views show what has happened[\s\S]*try: GRANT analytics_reader TO/,
    );
    expect(output).toMatch(/Passed\n {2}✓ /);
  });

  it('has a documented JSON shape', async () => {
    const {output} = await doctor(database().connection, 'json');
    const found = JSON.parse(output);
    expect(Object.keys(found)).toEqual([
      'version',
      'status',
      'metrics',
      'findings',
      'consequences',
      'unchecked',
      'passed',
    ]);
    expect(found.findings).toEqual(
      expect.arrayContaining([expect.objectContaining({id: 'pipeline.worker-gone', object: 'worker'})]),
    );
    expect(found.passed).toEqual(
      expect.arrayContaining([{id: 'views.unpopulated', title: 'views are populated'}]),
    );
  });
});
