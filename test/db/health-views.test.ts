import {describe, expect, it} from 'vitest';
import {createDatabase, provideDatabase, servers} from '../support/servers.ts';
import {lookAt} from './health/look.ts';

const challenge = '00000000-0000-4000-8000-0000000000c1';

describe.each(servers)('materialized views of anyone on $name', server => {
  const database = provideDatabase(server, {migrated: false});

  it('are found unpopulated, and without an index that CONCURRENTLY can use', async () => {
    const {client, connection} = database();
    await client.unsafe(`
      create materialized view empty_board as select agent_id, count(*) from submissions group by 1 with no data;
      create unique index on empty_board (agent_id);
      create materialized view partial_board as select agent_id, count(*) from submissions group by 1;
      create unique index on partial_board (agent_id) where agent_id is not null;
      create unique index on partial_board ((agent_id::text));
      create schema "Odd Name";
      create materialized view "Odd Name"."Board" as select agent_id from submissions;
      create materialized view good_board as select agent_id, count(*) from submissions group by 1;
      create unique index on good_board (agent_id)`);
    const {named} = await lookAt(connection);
    expect(named('views.unpopulated')).toMatchObject([
      {object: 'empty_board', severity: 'critical', remedy: 'REFRESH MATERIALIZED VIEW empty_board;'},
    ]);
    expect(named('views.no-unique-index')).toMatchObject([
      {object: 'Odd Name.Board', remedy: 'CREATE UNIQUE INDEX ON "Odd Name"."Board" (agent_id);'},
      {
        object: 'partial_board',
        severity: 'warning',
        remedy: 'CREATE UNIQUE INDEX ON partial_board (agent_id);',
      },
    ]);
    for (const {remedy} of [...named('views.unpopulated'), ...named('views.no-unique-index')])
      await client.unsafe(remedy);
    const cured = await lookAt(connection);
    expect(cured.report.passed).toEqual(
      expect.arrayContaining(['views.unpopulated', 'views.no-unique-index']),
    );
  });

  it('are found bloated and never vacuumed, until they are', async () => {
    const {client, connection} = database();
    await client.unsafe(`
      create table scores (id int primary key, score int);
      insert into scores select n, n from generate_series(1, 20000) as n;
      create materialized view scores_board with (autovacuum_enabled = off) as select id, score from scores;
      create unique index on scores_board (id)`);
    await client`update scores set score = score + 1`;
    await client`refresh materialized view concurrently scores_board`;
    await expect
      .poll(async () => (await lookAt(connection)).named('views.bloat'), {timeout: 15_000})
      .toMatchObject([{object: 'scores_board', remedy: 'VACUUM (ANALYZE) scores_board;'}]);
    // The one follows from the other, and is told as such.
    const {report} = await lookAt(connection);
    expect(report.silenced).toMatchObject([{finding: {id: 'views.never-vacuumed'}, by: {id: 'views.bloat'}}]);
    await client`vacuum (analyze) scores_board`;
    await expect
      .poll(async () => (await lookAt(connection)).report.passed, {timeout: 15_000})
      .toEqual(expect.arrayContaining(['views.bloat', 'views.never-vacuumed']));
  });

  it('are seen waiting for a lock, with who holds it, and the look waits for nobody', async () => {
    const {client, connection, open} = database();
    await client`create materialized view waited_board as select agent_id from submissions`;
    const [holder, waiter] = [open({applicationName: 'holder'}), open()];
    await holder`begin`;
    await holder`select from waited_board`;
    const waiting = waiter`refresh materialized view waited_board`.execute();
    const views = async () => {
      const {snapshot} = await lookAt(connection);
      return snapshot.views.known
        ? snapshot.views.value.find(({name}) => name === 'waited_board')
        : undefined;
    };
    await expect.poll(views, {timeout: 10_000}).toMatchObject({
      refreshing: {
        blocksReaders: true,
        since: expect.any(Date),
        waiting: {
          since: expect.any(Date),
          blockedBy: [{application: 'holder', state: 'idle in transaction'}],
        },
      },
    });
    await holder`rollback`;
    await waiting;
    expect(await views()).toMatchObject({refreshing: null});
  });
});

describe.each(servers)('pipeline views on $name', server => {
  const database = provideDatabase(server);

  it('are stale once an event has waited too long, not when they are merely old', async () => {
    const {client, connection} = database();
    await client`update analytics_refresh_log set started_at = started_at - interval '9 hours'`;
    expect((await lookAt(connection)).named('views.stale')).toEqual([]);
    await client`insert into submissions (agent_id, challenge_id, status) values (${challenge}, ${challenge}, 'scored')`;
    expect((await lookAt(connection)).named('views.stale')).toEqual([]);
    await client`update analytics_refresh_queue set queued_at = now() - interval '6 hours'`;
    const {snapshot, named} = await lookAt(connection);
    // Also where the jobs are kept in another database.
    expect(snapshot.server.database).toBe(connection.database);
    const found = named('views.stale').find(({object}) => object === 'mv_agent_progress');
    expect(found).toMatchObject({
      severity: 'warning',
      message: expect.stringMatching(/^mv_agent_progress is 3 h.* behind the newest submission$/),
      remedy: "CALL analytics_refresh('mv_agent_progress', 'manual');",
    });
    await client.unsafe(found?.remedy ?? '');
    const cured = (await lookAt(connection)).named('views.stale').map(({object}) => object);
    expect(cured).not.toContain('mv_agent_progress');
  });

  it('are told when their refresh fails, with the reason and the index that is wanting', async () => {
    const {client, connection} = database();
    await client`drop index if exists mv_time_to_first_win_key`;
    await client.unsafe(`do $$ declare i record; begin
      for i in select indexrelid::regclass as name from pg_index where indrelid = 'mv_time_to_first_win'::regclass
      loop execute format('drop index %s', i.name); end loop; end $$`);
    await expect(client`call analytics_refresh('mv_time_to_first_win')`).rejects.toMatchObject({
      code: '55000',
    });
    const {report, named} = await lookAt(connection);
    expect(named('views.no-unique-index')).toMatchObject([
      {object: 'mv_time_to_first_win', severity: 'critical'},
    ]);
    expect(report.silenced).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          finding: expect.objectContaining({
            id: 'views.refresh-failed',
            object: 'mv_time_to_first_win',
            message: expect.stringContaining('failed 1 time in a row'),
          }),
        }),
      ]),
    );
    await client.unsafe(named('views.no-unique-index')[0]?.remedy ?? '');
    await client`call analytics_refresh('mv_time_to_first_win')`;
    expect((await lookAt(connection)).report.passed).toContain('views.refresh-failed');
  });

  it('are not called well by a role that cannot read their log', async () => {
    const {createLogin} = database();
    const {report} = await lookAt(await createLogin());
    expect(report.unchecked.map(({rule}) => rule.id)).toEqual(
      expect.arrayContaining(['views.stale', 'views.refresh-failed', 'pipeline.worker-gone']),
    );
    expect(report.unchecked.find(({rule}) => rule.id === 'views.stale')?.remedy).toMatch(
      /^GRANT analytics_reader TO/,
    );
    expect(report.passed).not.toContain('views.stale');
  });
});

describe.skipIf(servers.every(({hasCron}) => hasCron))('jobs that refresh without CONCURRENTLY', () => {
  it('are found by their commands', async () => {
    const server = servers.find(({hasCron}) => !hasCron);
    if (!server) throw new Error('There is no server without pg_cron.');
    const database = await createDatabase(server);
    await database.client`select
      lanewatch_cron.schedule('plain', '0 * * * *', 'refresh  materialized view board; -- concurrently'),
      lanewatch_cron.schedule('fine', '0 * * * *', 'REFRESH MATERIALIZED VIEW CONCURRENTLY board'),
      lanewatch_cron.schedule('remark', '0 * * * *', 'select 1 /* refresh materialized view board */')`;
    const {named} = await lookAt(database.connection);
    expect(named('views.plain-refresh')).toMatchObject([
      {object: 'plain', remedy: expect.stringContaining('REFRESH MATERIALIZED VIEW CONCURRENTLY board;')},
    ]);
    await database.release();
  });
});
