import {describe, expect, it} from 'vitest';
import {startWorker} from '../../src/pipeline/worker.ts';
import {provideDatabase, servers} from '../support/servers.ts';
import {lookAt} from './health/look.ts';

const challenge = '00000000-0000-4000-8000-0000000000c1';

describe.each(servers)('the pipeline on $name', server => {
  const database = provideDatabase(server);

  it('has no worker, until one is there', async () => {
    const {connection} = database();
    expect((await lookAt(connection)).named('pipeline.worker-gone')).toMatchObject([
      {message: expect.stringContaining('there never was one'), remedy: 'lanewatch worker'},
    ]);
    const worker = startWorker(connection, {schema: 'public', version: '0.0.0', log: () => {}});
    await expect
      .poll(async () => (await lookAt(connection)).report.passed, {timeout: 15_000})
      .toContain('pipeline.worker-gone');
    await worker.stop(0);
    expect((await lookAt(connection)).named('pipeline.worker-gone')).toMatchObject([
      {message: expect.stringMatching(/the last one, on .+, ended .+ ago/)},
    ]);
  });

  it('has an outbox that nobody empties', async () => {
    const {client, connection} = database();
    await client`insert into submissions (agent_id, challenge_id, status) values (${challenge}, ${challenge}, 'scored')`;
    await client`update analytics_refresh_queue set queued_at = now() - interval '10 minutes', taken_at = null`;
    // A worker that beats, but takes nothing.
    await client`insert into analytics_worker (worker_id, host_name, process_id, version)
      values (gen_random_uuid(), 'elsewhere', 1, '0')`;
    expect((await lookAt(connection)).named('pipeline.outbox-growing')).toMatchObject([
      {message: expect.stringMatching(/^1 event waiting, the oldest for 10 min/)},
    ]);
    await client`delete from analytics_worker`;
    expect((await lookAt(connection)).report.silenced).toEqual(
      expect.arrayContaining([
        expect.objectContaining({finding: expect.objectContaining({id: 'pipeline.outbox-growing'})}),
      ]),
    );
  });

  it('has a trigger that is switched off, and one that is gone', async () => {
    const {client, connection} = database();
    await client.unsafe(`alter table submissions disable trigger analytics_submissions_updated;
      drop trigger analytics_submissions_deleted on submissions;
      alter table bout_results disable trigger analytics_bouts_updated`);
    const found = (await lookAt(connection)).named('pipeline.silent-trigger');
    expect(found.map(({object, severity}) => [object, severity])).toEqual([
      ['analytics_submissions_deleted', 'critical'],
      ['analytics_submissions_updated', 'critical'],
      ['analytics_bouts_updated', 'warning'],
    ]);
    await client.unsafe(found[2]?.remedy ?? '');
    const left = (await lookAt(connection)).named('pipeline.silent-trigger');
    expect(left.map(({object}) => object)).not.toContain('analytics_bouts_updated');
  });

  it('has scores that are no numbers', async () => {
    const {client, connection} = database();
    await client`insert into submissions (agent_id, challenge_id, status, final_lane_scores)
      values (${challenge}, ${challenge}, 'scored', '{"speed": "fast"}')`;
    await client`select analytics_count_malformed_scores()`;
    const [found] = (await lookAt(connection)).named('pipeline.malformed-scores');
    expect(found?.message).toMatch(/of 2 hold lane scores that are no numbers, in 1 challenge/);
    expect(await client.unsafe(found?.remedy ?? '')).toHaveLength(1);
  });
});

describe.each(servers)('the classic mistakes on $name', server => {
  const database = provideDatabase(server, {migrated: false});

  it('are all found, and their opposites are not', async () => {
    const {client, connection} = database();
    await client.unsafe(`
      alter table submissions add column avg_score numeric, add column win_rate float8, add column retry_count int;
      create view mixed_view as
        select percentile_cont(0.5) within group (order by composite_score) from submissions where status = 'scored';
      create view fair_view as select challenge_id, percentile_cont(0.5) within group (order by composite_score)
        from submissions group by challenge_id;
      create materialized view session_weeks as
        select date_trunc('week', created_at) as week, count(*) from submissions group by 1;
      create materialized view utc_weeks as
        select date_trunc('week', created_at at time zone 'UTC') as week, count(*) from submissions group by 1;
      create materialized view zoned_weeks as
        select date_trunc('week', created_at, 'UTC') as week, count(*) from submissions group by 1;
      create materialized view session_hours as
        select date_trunc('hour', created_at) as hour, count(*) from submissions group by 1;
      drop index submissions_agent_challenge_created_idx;
      insert into submissions (agent_id, challenge_id)
        select gen_random_uuid(), gen_random_uuid() from generate_series(1, 11000);
      analyze submissions`);
    const {named} = await lookAt(connection);
    const objects = (id: string) => named(id).map(({object}) => object);
    expect(objects('pipeline.aggregate-column')).toEqual(['submissions.avg_score', 'submissions.win_rate']);
    expect(objects('pipeline.mixed-percentiles')).toEqual(['mixed_view']);
    expect(objects('pipeline.session-zone-weeks')).toEqual(['session_weeks']);
    expect(objects('pipeline.missing-index')).toEqual(['submissions (agent_id, challenge_id)']);
    for (const {remedy} of named('pipeline.missing-index')) await client.unsafe(remedy);
    expect((await lookAt(connection)).report.passed).toContain('pipeline.missing-index');
  });

  it('do not hold up the look while somebody blocks all readers', async () => {
    const {connection, open} = database();
    const blocker = open();
    await blocker`begin`;
    await blocker`lock table submissions in access exclusive mode`;
    const {snapshot} = await lookAt(connection);
    const texts = snapshot.pipeline.known ? snapshot.pipeline.value.definitions.map(({text}) => text) : [];
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.every(text => text === null)).toBe(true);
    await blocker`rollback`;
  });
});

describe.each(servers)('listening on $name', server => {
  const database = provideDatabase(server, {migrated: false});

  it('hears what it sends', async () => {
    const {report} = await lookAt(database().connection, {listens: true});
    expect(report.passed).toEqual(expect.arrayContaining(['listen.deaf', 'listen.lost']));
  });

  it('is not called well where it was not tried', async () => {
    const {report} = await lookAt(database().connection);
    expect(report.unchecked.map(({rule}) => rule.id)).toContain('listen.deaf');
  });
});
