import {afterAll, describe, expect, it} from 'vitest';
import {type Database, openDatabase} from '../../src/queries/database.ts';
import {lastHour} from '../../src/queries/last-hour.ts';
import {viewDefinition} from '../../src/queries/view-definition.ts';
import {viewRelations} from '../../src/queries/view-relations.ts';
import {provideDatabase, servers} from '../support/servers.ts';

describe.each(servers)('what Views and Overview ask on $name', server => {
  const database = provideDatabase(server);
  const opened: Database[] = [];
  const open = (connection = database().connection) => {
    const session = openDatabase(connection, {schema: 'public', readOnly: false, statementTimeoutMs: 10_000});
    opened.push(session);
    return session;
  };
  afterAll(() => Promise.all(opened.map(session => session.close())));

  it('relations: through plain views, in both directions, and who may refresh', async () => {
    await database().client.unsafe(`
      create materialized view source as select id, agent_id from submissions;
      create unique index on source (id);
      create view between_them as select * from source;
      create materialized view reader as select id from between_them`);
    const rows = await open().ask(viewRelations, {});
    const named = (name: string) => rows.find(({view_name}) => view_name === name);
    expect(named('reader')?.reads).toEqual([
      {schema: 'public', name: 'between_them', kind: 'v'},
      {schema: 'public', name: 'source', kind: 'm'},
    ]);
    expect(named('source')?.reads).toMatchObject([{name: 'submissions', kind: 'r'}]);
    expect(named('source')?.read_by).toMatchObject([{name: 'between_them', kind: 'v'}]);
    expect(named('source')?.may_refresh).toBe(true);
    const reader = open(await database().createLogin(['analytics_reader']));
    const theirs = await reader.ask(viewRelations, {});
    expect(theirs.find(({view_name}) => view_name === 'source')?.may_refresh).toBe(false);
    const owner = open(await database().createLogin(['analytics_owner']));
    const own = await owner.ask(viewRelations, {});
    expect(own.find(({view_name}) => view_name === 'mv_agent_progress')?.may_refresh).toBe(true);
  });

  it('definition: told, but not waited for while somebody blocks readers', async () => {
    const session = open();
    const ask = () => session.ask(viewDefinition, {schema_name: 'public', view_name: 'mv_agent_progress'});
    expect((await ask())[0]?.definition).toContain('FROM submissions');
    await database().client.begin(async blocker => {
      await blocker`lock table submissions in access exclusive mode`;
      expect(await ask()).toMatchObject([{definition: null}]);
    });
    expect(await session.ask(viewDefinition, {schema_name: 'public', view_name: 'gone'})).toEqual([]);
  });

  it('cancel: reaches a session while it refreshes the view, and not when it does something else', async () => {
    const {client} = database();
    await client.unsafe(`
      create materialized view slow as select 1 as id;
      create unique index on slow (id);
      create materialized view "Odd View" as select 1 as id`);
    const session = open();
    const worker = await client.reserve();
    try {
      const [{pid} = {pid: 0}] = await worker<{pid: number}[]>`select pg_backend_pid() as pid`;
      expect(await session.act('cancel-refresh', [pid, 'public.slow'])).toEqual([]);
      await worker`begin`;
      await worker`refresh materialized view concurrently slow`;
      const sleeping = worker`select pg_sleep(30)`.catch((error: {code: string}) => error.code);
      expect(await session.act('cancel-refresh', [pid, 'public."Odd View"'])).toEqual([]);
      await expect
        .poll(() => session.act('cancel-refresh', [pid, 'public.slow']))
        .toMatchObject([{cancelled: true}]);
      expect(await sleeping).toBe('57014');
      await worker`rollback`;
    } finally {
      worker.release();
    }
  });

  it('last hour: submissions by five minutes, refreshes by their end', async () => {
    const {client} = database();
    const session = open();
    const [quiet] = await session.ask(lastHour, {});
    expect(quiet?.submission_counts).toEqual(Array(12).fill(0));
    await client.unsafe(`
      insert into analytics_refresh_queue (challenge_id, submission_count, queued_at)
      select gen_random_uuid(), count, now() - ago
      from (values (7, interval '1 s'), (5, '58 min'), (3, '32 min'), (2, '33 min'), (100, '61 min')) as event (count, ago);
      insert into analytics_refresh_log (view_name, cause, status, started_at, duration_ms)
      values ('mv_agent_progress', 'cron', 'succeeded', now() - interval '10 min', 4100),
        ('mv_agent_progress', 'cron', 'failed', now() - interval '9 min', 9000),
        ('mv_time_to_first_win', 'cron', 'succeeded', now() - interval '70 min', 99000)`);
    const [busy] = await session.ask(lastHour, {});
    expect(busy).toMatchObject({
      submission_count: 17,
      is_more: false,
      submission_counts: [5, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 7],
      failed_count: 1,
      slowest_ms: 4100,
      slowest_view: 'mv_agent_progress',
    });
    expect(busy?.succeeded_count).toBe((quiet?.succeeded_count ?? 0) + 1);
  });
});
