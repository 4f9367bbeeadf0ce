import {describe, expect, it} from 'vitest';
import {openDatabase} from '../../../src/queries/database.ts';
import {provideDatabase, servers} from '../../support/servers.ts';
import {cronShapes, registerExtension} from './shapes.ts';
import {findingsOn, lookAtCron, statesOf} from './watch-cron.ts';

const server = servers.find(({hasCron}) => !hasCron) ?? servers[0];
if (server === undefined) throw new Error('there is no server to test on');

describe.each(cronShapes)('tables shaped as pg_cron $version makes them', ({version, sql, hasAlterJob}) => {
  const database = provideDatabase(server, {migrated: false});

  it('are found, read and judged, by the rules of that version', async () => {
    const {client, connection} = database();
    await client.unsafe(sql);
    await client.unsafe(registerExtension(version));
    await client.unsafe(`
      select cron.schedule('nightly', '0 3 * * *', 'select 1'), cron.schedule('yearly', '@yearly', 'select 1'),
        cron.schedule('half-minutely', '30 seconds', 'select 1'), cron.schedule('last-day', '0 0 $ * *', 'select 1'),
        cron.schedule('*/5 * * * *', 'select 2');
      insert into cron.job_run_details (jobid, status, return_message, start_time, end_time, username)
      select jobid, case when jobname = 'nightly' then 'failed' else 'succeeded' end, 'ERROR:  no', now(), now(), username
      from cron.job;
      -- As versions before 1.6.3 leave a run that could not connect: without any time.
      insert into cron.job_run_details (jobid, status, return_message, username)
      select jobid, 'failed', 'connection failed', username from cron.job where jobname is null`);
    const opened = openDatabase(connection, {schema: 'public', readOnly: true, statementTimeoutMs: 10_000});
    try {
      expect(await opened.cronPlace()).toMatchObject({kind: 'here', problem: null});
    } finally {
      await opened.close();
    }
    const seen = await lookAtCron(connection);
    const {cron} = seen.snapshot;
    expect(cron).toMatchObject({known: true, value: {version, home: 'here'}});
    const isOld = version === '1.3' || version.startsWith('1.4');
    expect(statesOf(seen)).toEqual({
      nightly: 'FAILING',
      yearly: isOld ? 'OK' : 'NEVER-FIRES',
      'half-minutely': 'OK',
      'last-day': 'OK',
      'job 5': 'FAILING',
    });
    expect(findingsOn(seen.report, 'job 5')).toEqual(['cron.job-connection-failed']);
    expect(findingsOn(seen.report, 'pg_cron scheduler')).toEqual(['cron.scheduler-gone']);
    const functions =
      await client`select from pg_proc where proname = 'alter_job' and pronamespace = 'cron'::regnamespace`;
    expect(functions).toHaveLength(hasAlterJob ? 1 : 0);
  });

  it('show a stranger nothing, and that is told as unknown', async () => {
    const {createLogin, client} = database();
    const stranger = await createLogin();
    expect((await lookAtCron(stranger)).report.findings.map(({id}) => id)).toContain('cron.blind');
    await client.unsafe(`grant usage on schema cron to ${stranger.user};
      grant select on cron.job, cron.job_run_details to ${stranger.user}`);
    const behind = await lookAtCron(stranger);
    expect(statesOf(behind)).toEqual({});
    expect(findingsOn(behind.report, 'cron.job')).toEqual(['cron.blind']);
  });
});
