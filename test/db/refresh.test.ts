import {describe, expect, it} from 'vitest';
import {readLogOf} from '../support/refresh-log.ts';
import {provideDatabase, servers} from '../support/servers.ts';

const agent = '00000000-0000-4000-8000-00000000000a';
const challenge = '00000000-0000-4000-8000-00000000000c';

describe.each(servers)('analytics_refresh on $name', server => {
  const database = provideDatabase(server);

  const logOf = (work: () => Promise<unknown>) => readLogOf(database(), work);

  it('brings a view up to date and says so', async () => {
    const {client} = database();
    await client`insert into submissions (agent_id, challenge_id, status, final_lane_scores)
      values (${agent}, ${challenge}, 'scored', '{"speed": 50, "style": 70}')`;
    const log = await logOf(() => client.unsafe(`call analytics_refresh('mv_lane_score_distribution')`));
    expect(log).toMatchObject([
      {
        view_name: 'mv_lane_score_distribution',
        cause: 'cron',
        status: 'succeeded',
        row_count: 2,
        error: null,
      },
    ]);
  });

  it('refreshes what a view reads first, where that is behind', async () => {
    const {client} = database();
    await client`insert into submissions (agent_id, challenge_id, status, final_lane_scores)
      values (${agent}, ${challenge}, 'scored', '{"speed": 60, "brand new": 1}')`;
    const first = await logOf(() =>
      client.unsafe(`call analytics_refresh('mv_weakness_patterns', 'manual')`),
    );
    expect(first.map(row => [row.view_name, row.cause])).toEqual([
      ['mv_lane_score_distribution', 'manual'],
      ['mv_weakness_patterns', 'manual'],
    ]);
    const second = await logOf(() =>
      client.unsafe(`call analytics_refresh('mv_weakness_patterns', 'manual')`),
    );
    expect(second.map(row => row.view_name)).toEqual(['mv_weakness_patterns']);
  });

  it.each([
    'mv_nothing',
    'submissions',
    'analytics_label',
    'MV_AGENT_PROGRESS',
    '',
    "'; drop table submissions; --",
  ])('refuses %j, which is no pipeline view', async name => {
    const {client} = database();
    const log = await logOf(() =>
      expect(client`call analytics_refresh(${name})`).rejects.toMatchObject({
        code: '42P01',
        hint: expect.stringContaining('mv_agent_progress, mv_lane_score_distribution'),
      }),
    );
    expect(log).toEqual([]);
  });

  it('refuses a cause it does not know', async () => {
    const {client} = database();
    await expect(client`call analytics_refresh('mv_agent_progress', 'boredom')`).rejects.toMatchObject({
      code: '22023',
    });
  });

  it('fills a view that was never filled, and logs it as initial', async () => {
    const {client} = database();
    await client.unsafe('refresh materialized view mv_agent_progress with no data');
    const log = await logOf(() => client.unsafe(`call analytics_refresh('mv_agent_progress', 'event')`));
    expect(log).toMatchObject([{cause: 'initial', status: 'succeeded', row_count: 1}]);
  });

  it('fills what a view reads when that was never filled', async () => {
    const {client} = database();
    await client.unsafe('refresh materialized view mv_lane_score_distribution with no data');
    const log = await logOf(() => client.unsafe(`call analytics_refresh('mv_weakness_patterns')`));
    expect(log).toMatchObject([
      {view_name: 'mv_lane_score_distribution', cause: 'initial', status: 'succeeded'},
      {view_name: 'mv_weakness_patterns', cause: 'cron', status: 'succeeded'},
    ]);
  });

  it('refuses a view without a unique index, and names the index that helps', async () => {
    const {client} = database();
    await client.unsafe('drop index mv_agent_progress_key');
    const remedy = 'CREATE UNIQUE INDEX ON public.mv_agent_progress (agent_id, challenge_id, week);';
    const log = await logOf(() =>
      expect(client`call analytics_refresh('mv_agent_progress')`).rejects.toMatchObject({
        code: '55000',
        hint: remedy,
      }),
    );
    expect(log).toMatchObject([
      {status: 'failed', sqlstate: '55000', error: expect.stringContaining(remedy)},
    ]);
    await client.unsafe(remedy);
    expect(await logOf(() => client`call analytics_refresh('mv_agent_progress')`)).toMatchObject([
      {status: 'succeeded'},
    ]);
  });

  it.each([
    ['partial', 'create unique index on mv_time_to_first_win (challenge_id) where agents_with_win > 0'],
    ['on an expression', 'create unique index on mv_time_to_first_win ((challenge_id::text))'],
    ['not unique', 'create index on mv_time_to_first_win (challenge_id)'],
  ])('refuses a view whose only index is %s', async (_kind, index) => {
    const {client} = database();
    await client.unsafe(`drop index mv_time_to_first_win_key; ${index}`);
    await expect(client`call analytics_refresh('mv_time_to_first_win')`).rejects.toMatchObject({
      code: '55000',
    });
    await client.unsafe(
      'create unique index mv_time_to_first_win_key on mv_time_to_first_win (challenge_id)',
    );
  });

  it('leaves a row of its failure, and still fails for the caller', async () => {
    const {client} = database();
    await client.unsafe(`create materialized view mv_test_broken as select 1 / 1 as test_id, 1 as n;
      create unique index on mv_test_broken (test_id);
      drop materialized view mv_test_broken;
      create table divisor (test_id int primary key, by int);
      insert into divisor values (1, 1);
      create materialized view mv_test_broken as select test_id, 1 / by as quotient from divisor;
      create unique index on mv_test_broken (test_id);
      update divisor set by = 0`);
    const log = await logOf(() =>
      expect(client`call analytics_refresh('mv_test_broken')`).rejects.toMatchObject({
        code: '22012',
        message: 'division by zero',
      }),
    );
    expect(log).toMatchObject([
      {status: 'failed', sqlstate: '22012', error: expect.stringContaining('by zero')},
    ]);
    await client.unsafe('drop materialized view mv_test_broken; drop table divisor');
  });

  it('does not refresh a view whose upstream failed, and says why', async () => {
    const {client} = database();
    await client.unsafe('drop index mv_lane_score_distribution_key');
    await client`insert into submissions (agent_id, challenge_id, status) values (${agent}, ${challenge}, 'scored')`;
    const log = await logOf(() =>
      expect(client`call analytics_refresh('mv_weakness_patterns')`).rejects.toMatchObject({code: '55000'}),
    );
    expect(log).toMatchObject([
      {view_name: 'mv_lane_score_distribution', status: 'failed'},
      {view_name: 'mv_weakness_patterns', status: 'failed', error: expect.stringContaining('which it reads')},
    ]);
    await client.unsafe(
      'create unique index mv_lane_score_distribution_key on mv_lane_score_distribution (challenge_id, lane_key)',
    );
  });

  it('never blocks a reader, and a long reader never blocks it', async () => {
    const {client, open} = database();
    await client`insert into submissions (agent_id, challenge_id, status, final_lane_scores, created_at)
      select ${agent}, gen_random_uuid(), 'scored', '{"speed": 1, "style": 2}', now() - n * interval '1 hour'
      from generate_series(1, 20000) as n`;
    await client`call analytics_refresh('mv_lane_score_distribution')`;
    await client`update submissions set final_lane_scores = '{"speed": 3}'`;
    const reader = open();
    const slowestMs = await reader.begin(async session => {
      await session`select count(*) from mv_lane_score_distribution`;
      let isRefreshing = true;
      const refreshing = client`call analytics_refresh('mv_lane_score_distribution')`.then(() => {
        isRefreshing = false;
      });
      let slowest = 0;
      let reads = 0;
      while (isRefreshing) {
        const began = performance.now();
        await session`select * from mv_lane_score_distribution where challenge_id = ${challenge}`;
        slowest = Math.max(slowest, performance.now() - began);
        reads += 1;
      }
      await refreshing;
      expect(reads).toBeGreaterThan(3);
      return slowest;
    });
    // Far below the refresh itself, far above what an index look-up takes on a busy machine.
    expect(slowestMs).toBeLessThan(250);
    await client`delete from submissions where challenge_id <> ${challenge}`;
  });

  it('skips a refresh while another one runs, and ends well', async () => {
    const {client, open} = database();
    const other = open();
    const [key] = await client<
      {key: string}[]
    >`select analytics_refresh_lock_key('mv_agent_progress') as key`;
    const log = await logOf(() =>
      other.begin(async holder => {
        await holder`select pg_advisory_xact_lock(${key?.key ?? ''}::bigint)`;
        await client`call analytics_refresh('mv_agent_progress')`;
      }),
    );
    expect(log).toMatchObject([{status: 'skipped', error: null}]);
  });

  it('does the work once when several ask at the same moment', async () => {
    const {client, open} = database();
    await client`insert into submissions (agent_id, challenge_id, status, composite_score)
      select gen_random_uuid(), ${challenge}, 'scored', n from generate_series(1, 20000) as n`;
    const sessions = Array.from({length: 4}, () => open());
    await Promise.all(sessions.map(session => session`select 1`));
    const log = await logOf(() =>
      Promise.all(sessions.map(session => session`call analytics_refresh('mv_agent_progress')`)),
    );
    expect(log.map(row => row.status).sort()).toEqual(['skipped', 'skipped', 'skipped', 'succeeded']);
    await client`delete from submissions where composite_score is not null`;
  });

  it('keeps its settings to itself', async () => {
    const {open} = database();
    const session = open();
    const settings = () =>
      session`select current_setting('work_mem') as work_mem, current_setting('jit') as jit, current_setting('search_path') as path`;
    const before = await settings();
    await session`call analytics_refresh('mv_time_to_first_win')`;
    expect(await settings()).toEqual(before);
  });

  it('forgets runs after 90 days and events after 14', async () => {
    const {client} = database();
    await client`insert into analytics_refresh_log (view_name, cause, status, started_at)
      values ('mv_agent_progress', 'cron', 'succeeded', now() - interval '91 days')`;
    await client`insert into analytics_refresh_queue (challenge_id, submission_count, queued_at)
      values (${challenge}, 1, now() - interval '15 days')`;
    await client`call analytics_refresh('mv_agent_progress')`;
    const [old] = await client`
      select (select count(*)::int from analytics_refresh_log where started_at < now() - interval '90 days') as runs,
        (select count(*)::int from analytics_refresh_queue where queued_at < now() - interval '14 days') as events`;
    expect(old).toEqual({runs: 0, events: 0});
  });

  it('counts submissions with malformed scores along with the distributions', async () => {
    const {client} = database();
    await client`delete from submissions`;
    await client`delete from analytics_score_quality`;
    await client`insert into submissions (agent_id, challenge_id, status, final_lane_scores)
      select ${agent}, ${challenge}, 'scored', scores::jsonb from unnest(array[
        '{"speed": 1}', '{}', '{"speed": -1e99}', null, 'null', '[]', '[1]', '7', '"x"', 'true',
        '{"speed": null}', '{"speed": "1"}', '{"speed": true}', '{"speed": [1]}', '{"speed": {"a": 1}}', '{"speed": 1e400}'
      ]) as scores`;
    await client`call analytics_refresh('mv_lane_score_distribution')`;
    const rows = await client`select scored_count, malformed_count from analytics_score_quality`;
    expect(rows).toMatchObject([{scored_count: 16, malformed_count: 13}]);
  });
});
