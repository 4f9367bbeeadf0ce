import {existsSync} from 'node:fs';
import {chmod, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {type Demo, runDemo} from '../../src/commands/demo.ts';
import {type Client, openClient} from '../../src/db/client.ts';

async function one(client: Client, text: string): Promise<Record<string, unknown>> {
  const [row] = await client.unsafe<Record<string, unknown>[]>(text);
  return row ?? {};
}

const start = (seed: number, keep?: string) => runDemo({seed, keep, headless: false, onProgress: () => {}});
const connect = (demo: Demo) => openClient(demo.connection, {applicationName: 'lanewatch test'});

describe('the demo', () => {
  let demo: Demo;
  let client: Client;
  let setUpMs: number;

  beforeAll(async () => {
    const startedMs = performance.now();
    demo = await start(7);
    setUpMs = performance.now() - startedMs;
    client = connect(demo);
  });

  afterAll(async () => {
    await client.end({timeout: 0});
    await demo.stop();
  });

  it('is ready in time for a first screen within five seconds', () => {
    expect(setUpMs).toBeLessThan(4_000);
  });

  it('has 40 agents and 12 challenges with names, 6 lanes and 26 weeks up to now', async () => {
    expect(
      await one(
        client,
        `select count(*) filter (where kind = 'agent')::int as agents,
          count(*) filter (where kind = 'challenge')::int as challenges from analytics_label`,
      ),
    ).toEqual({agents: 40, challenges: 12});
    expect(
      await one(
        client,
        `select count(distinct lane_key)::int as lanes, count(distinct challenge_id)::int as challenges,
          min(sample_count) >= 5 as enough from mv_lane_score_distribution`,
      ),
    ).toEqual({lanes: 6, challenges: 12, enough: true});
    expect(await one(client, 'select count(distinct week)::int as weeks from mv_agent_progress')).toEqual({
      weeks: expect.toSatisfy(weeks => weeks === 26 || weeks === 27),
    });
  });

  it('has weeks without submissions', async () => {
    const {gaps} = await one(
      client,
      `select count(*)::int as gaps from (
        select week - lag(week) over (partition by agent_id, challenge_id order by week) as days from mv_agent_progress
      ) as step where days > 7`,
    );
    expect(gaps).toBeGreaterThan(100);
  });

  it('has one agent that gets worse everywhere', async () => {
    const {worst} = await one(
      client,
      `select label as worst from mv_weakness_patterns join analytics_label on kind = 'agent' and id = agent_id
       group by label order by avg(score_trend_slope) limit 1`,
    );
    expect(worst).toBe('Kestrel');
  });

  it('has one lane in which everyone is weak, and lanes and challenges that differ', async () => {
    const {lanes} = await one(
      client,
      `select jsonb_agg(distinct lane_key) as lanes from (
        select distinct on (challenge_id) lane_key from mv_lane_score_distribution order by challenge_id, p50
      ) as weakest`,
    );
    expect(lanes).toEqual(['economy']);
    const {spread} = await one(
      client,
      'select stddev(p50)::float8 as spread from mv_lane_score_distribution group by lane_key order by 1 limit 1',
    );
    expect(spread).toBeGreaterThan(2);
  });

  it('has first wins on challenges, and scores as broken clients send them', async () => {
    const {challenges} = await one(client, 'select count(*)::int as challenges from mv_time_to_first_win');
    expect(challenges).toBeGreaterThan(6);
    const {broken} = await one(
      client,
      `select count(distinct coalesce(jsonb_typeof(final_lane_scores), 'none'))::int as broken
       from submissions where status = 'scored'`,
    );
    expect(broken).toBe(5);
  });

  it('has a past for every job: one that fails, one that is paused, the others well', async () => {
    const rows = await client.unsafe(
      `select jobname, active, count(*)::int >= 20 as has_strip,
        (array_agg(status order by runid desc))[1] as latest
       from lanewatch_cron.job join lanewatch_cron.job_run_details using (jobid)
       group by jobid, jobname, active order by jobname`,
    );
    expect([...rows]).toEqual([
      {jobname: 'export-weekly-digest', active: true, has_strip: true, latest: 'failed'},
      {jobname: 'purge-cron-history', active: true, has_strip: true, latest: 'succeeded'},
      {jobname: 'rebuild-submission-indexes', active: false, has_strip: true, latest: 'succeeded'},
      {jobname: 'refresh-agent-progress', active: true, has_strip: true, latest: 'succeeded'},
      {jobname: 'refresh-lane-distributions', active: true, has_strip: true, latest: 'succeeded'},
      {jobname: 'refresh-time-to-first-win', active: true, has_strip: true, latest: 'succeeded'},
      {jobname: 'refresh-weakness-patterns', active: true, has_strip: true, latest: 'succeeded'},
      {jobname: 'verify-twins', active: true, has_strip: true, latest: 'succeeded'},
    ]);
  });

  it('has a job that really fails', async () => {
    const {command} = await one(
      client,
      `select command from lanewatch_cron.job where jobname = 'export-weekly-digest'`,
    );
    await expect(client.unsafe(String(command))).rejects.toMatchObject({code: '42P01'});
  });

  it('goes on: submissions are judged and scored, events queue up, the worker and the scheduler are there', async () => {
    const waiting = async () =>
      (await one(client, 'select count(*)::int as n from analytics_refresh_queue')).n;
    await expect.poll(waiting, {timeout: 20_000}).toBeGreaterThan(1);
    const {good} = await one(
      client,
      `select bool_and(composite_score between 0 and 100 and (select count(*) from jsonb_object_keys(final_lane_scores)) = 6)
        as good from submissions where status = 'scored' and created_at > now() - interval '1 minute'`,
    );
    expect(good).toBe(true);
    const worker = () => one(client, 'select is_leader, runs_scheduler from analytics_worker');
    await expect.poll(worker, {timeout: 20_000}).toEqual({is_leader: true, runs_scheduler: true});
  });
});

describe('the same seed', () => {
  const folders: string[] = [];
  afterEach(() => Promise.all(folders.splice(0).map(folder => rm(folder, {recursive: true, force: true}))));

  /** What the seed decides, without the live traffic; moments relative to the beginning. */
  async function digest(seed: number): Promise<unknown> {
    const demo = await start(seed);
    const client = connect(demo);
    const {text} = await one(
      client,
      `select md5(string_agg(concat_ws('|', id, agent_id, status, final_lane_scores, bout_id,
          round(extract(epoch from began_at - created_at))), ',' order by id)) as text
       from submissions, lanewatch_demo.world where created_at < began_at`,
    );
    await client.end({timeout: 0});
    await demo.stop();
    expect(existsSync(demo.directory)).toBe(false);
    return text;
  }

  it('gives the same data, another one does not', async () => {
    const first = await digest(11);
    expect(await digest(11)).toBe(first);
    expect(await digest(12)).not.toBe(first);
  });

  it('is there again in a kept folder, with what happened since', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'demo-test-'));
    folders.push(parent);
    await chmod(parent, 0o755);
    const keep = join(parent, 'lanes');
    const first = await start(7, keep);
    await first.stop();
    const second = await start(7, keep);
    const client = connect(second);
    const {n} = await one(client, 'select count(*)::int as n from submissions');
    expect(n).toBeGreaterThan(3_000);
    await client.end({timeout: 0});
    await second.stop();
  });
});
