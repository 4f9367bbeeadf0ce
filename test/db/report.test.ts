import {beforeAll, describe, expect, test} from 'vitest';
import {reports} from '../../src/commands/report/index.ts';
import {reportNames} from '../../src/commands/report/names.ts';
import {fieldsOf} from '../../src/commands/report/report.ts';
import {type ReportRequest, runReport} from '../../src/commands/report.ts';
import {UsageError} from '../../src/config/usage-error.ts';
import {UserError} from '../../src/config/user-error.ts';
import {provideDatabase, servers} from '../support/servers.ts';
import {addSampleRows, agentId, challengeId} from './queries/sample-rows.ts';

test('every report has its name in help', () => {
  expect(reports.map(({name}) => name)).toEqual(reportNames);
});

describe.each(servers)('lanewatch report on $name', server => {
  const database = provideDatabase(server);
  const bare = provideDatabase(server, {migrated: false});
  beforeAll(() => addSampleRows(database().client));

  async function run(name: string, more: Partial<ReportRequest> = {}) {
    const written = {stdout: '', stderr: ''};
    const exitCode = await runReport(
      {
        connection: database().connection,
        schema: 'public',
        name,
        limit: 100,
        format: 'json',
        width: 80,
        ascii: false,
        colour: false,
        statementTimeoutMs: 5000,
        ...more,
      },
      {
        stdout: {write: text => (written.stdout += text)},
        stderr: {write: text => (written.stderr += text)},
      },
    );
    return {exitCode, ...written};
  }

  async function rowsOf(name: string, more: Partial<ReportRequest> = {}) {
    const {stdout} = await run(name, more);
    return JSON.parse(stdout) as Record<string, unknown>[];
  }

  test.each(reports)(
    '$name gives the same fields as JSON and as CSV, and a table that fits',
    async report => {
      const {name} = report;
      const fields = fieldsOf(report);
      if (name === 'cron' || name === 'runs') await addJobAndRun();
      const rows = await rowsOf(name);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(Object.keys(row)).toEqual(fields);
      const csv = await run(name, {format: 'csv'});
      expect(csv.stdout.startsWith(`${fields.join(',')}\r\n`)).toBe(true);
      const table = await run(name, {format: 'table'});
      expect(table.exitCode).toBe(0);
      expect(Math.max(...table.stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
      expect(table.stdout).toMatch(/^┌.*┐\n│ .* │\n├.*┤\n│ .* │\n/);
    },
  );

  /** Where the jobs of the server are kept. */
  async function addJobAndRun() {
    const {client, connection, open} = database();
    const home = server.hasCron ? open({as: server.connection}) : client;
    const schema = server.hasCron ? 'cron' : 'lanewatch_cron';
    const name = connection.database;
    await home.unsafe(`select ${schema}.schedule_in_database('never', '0 0 1 1 *', 'select 1', '${name}')`);
    await home.unsafe(
      `insert into ${schema}.job_run_details (jobid, database, username, status, start_time, end_time)
        values (4712, '${name}', 'postgres', 'succeeded', now() - interval '1 s', now())`,
    );
  }

  test('is narrowed by name, by id and by the beginning of an id', async () => {
    const named = await rowsOf('progress', {agent: 'vega', challenge: 'maz'});
    expect(named).toHaveLength(2);
    expect(named).toEqual(await rowsOf('progress', {agent: agentId(1), challenge: challengeId}));
    expect(named[0]).toMatchObject({agent_label: 'Vega', challenge_label: 'Maze', week: '2026-03-02'});
    expect(await rowsOf('lanes', {challenge: challengeId.slice(0, 34)})).toHaveLength(2);
    const all = await rowsOf('weaknesses');
    expect(new Set(all.map(row => row.agent_id)).size).toBeGreaterThan(1);
  });

  test('gives as many rows as wanted, and says that there are more', async () => {
    const {stdout, stderr} = await run('progress', {limit: 5});
    expect(JSON.parse(stdout)).toHaveLength(5);
    expect(stderr).toBe('The first 5 are shown; --limit gives more.\n');
    expect((await run('progress', {limit: 12})).stderr).toBe('');
  });

  test('says where there is nothing, on the other stream', async () => {
    await database().client`truncate analytics_refresh_log`;
    expect(await run('refreshes')).toEqual({
      exitCode: 0,
      stdout: '[]\n',
      stderr: 'Nothing was refreshed yet.\n',
    });
    expect((await run('refreshes', {format: 'table'})).stdout).toBe('');
    expect((await run('refreshes', {format: 'csv'})).stdout).toMatch(/^refresh_id,view_name,[^\n]+\r\n$/);
  });

  test('refuses what there is not', async () => {
    await expect(run('lane')).rejects.toThrow(UsageError);
    await expect(run('lane')).rejects.toMatchObject({remedy: 'Did you mean lanes?'});
    await expect(run('wins', {agent: 'vega'})).rejects.toThrow('wins cannot be narrowed by --agent');
    await expect(run('lanes', {challenge: 'mzae'})).rejects.toMatchObject({remedy: 'Did you mean Maze?'});
    await expect(run('weaknesses', {agent: 'nobody'})).rejects.toThrow('There is no agent "nobody"');
    await expect(run('weaknesses', {agent: '0000'})).rejects.toThrow('fits more than one agent');
  });

  test('says what is not installed', async () => {
    const {connection} = bare();
    await expect(run('lanes', {connection})).rejects.toThrow(UserError);
    await expect(run('lanes', {connection})).rejects.toThrow('lanewatch migrate installs it');
    expect((await run('views', {connection})).stderr).toBe('This database has no materialized view.\n');
  });

  test('needs no more rights than those of a reader', async () => {
    const reader = await database().createLogin(['analytics_reader']);
    for (const name of ['lanes', 'weaknesses', 'progress', 'wins', 'views'])
      expect((await run(name, {connection: reader})).exitCode).toBe(0);
  });
});
