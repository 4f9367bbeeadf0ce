import {randomUUID} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {startWorker, type Worker, type WorkerOptions} from '../../src/pipeline/worker.ts';
import {createDatabase, servers, type TestDatabase} from '../support/servers.ts';

const challenge = randomUUID();

describe.each(servers)('the worker on $name', server => {
  let database: TestDatabase;
  const workers: Worker[] = [];

  beforeEach(async () => {
    database = await createDatabase(server);
    // The template's jobs are not this test's subject.
    if (!server.hasCron) await database.client`delete from lanewatch_cron.job`;
  });

  afterEach(async () => {
    await Promise.all(workers.splice(0).map(worker => worker.stop(0)));
    await database.release();
  });

  function start(options: Partial<WorkerOptions> = {}): Worker {
    const worker = startWorker(database.connection, {
      schema: 'public',
      version: 'test',
      debounce: {quietMs: 300, longestMs: 1_000},
      pollMs: 60_000,
      heartbeatMs: 200,
      ...options,
    });
    workers.push(worker);
    return worker;
  }

  async function score(points: number): Promise<void> {
    await database.client`
      insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score)
      values (${randomUUID()}, ${challenge}, 'scored', jsonb_build_object('speed', ${points}::int), ${points})`;
  }

  async function value(text: string): Promise<unknown> {
    const [row] = await database.client.unsafe<{value: unknown}[]>(text);
    return row?.value;
  }

  const samples = () => value('select max(sample_count)::int as value from mv_lane_score_distribution');
  const waiting = () =>
    value('select count(*)::int as value from analytics_refresh_queue where taken_at is null');
  const cycles = () =>
    value(`select count(*)::int as value from analytics_refresh_log
      where cause = 'event' and status = 'succeeded' and view_name = 'mv_agent_progress'`);

  it('refreshes every view after an event, and takes it from the outbox', async () => {
    const worker = start();
    await expect.poll(() => worker.facts.leads, {timeout: 10_000}).toBe(true);
    await score(50);
    await expect.poll(samples, {timeout: 10_000}).toBe(1);
    await expect.poll(waiting, {timeout: 10_000}).toBe(0);
    const causes = await value(`select jsonb_object_agg(distinct view_name, cause) as value
      from analytics_refresh_log where cause = 'event' and status = 'succeeded'`);
    expect(causes).toEqual({
      mv_agent_progress: 'event',
      mv_lane_score_distribution: 'event',
      mv_time_to_first_win: 'event',
      mv_weakness_patterns: 'event',
    });
  });

  it('finds by itself what nobody told it', async () => {
    await score(50);
    start();
    await expect.poll(waiting, {timeout: 10_000}).toBe(0);
    expect(await samples()).toBe(1);
  });

  it('finds at the poll what was said while it was deaf', async () => {
    const worker = start({pollMs: 500});
    await expect.poll(() => worker.facts.state, {timeout: 10_000}).toBe('idle');
    // A row whose notification went nowhere.
    await database.client`insert into analytics_refresh_queue (challenge_id, submission_count) values (${challenge}, 1)`;
    await expect.poll(cycles, {timeout: 10_000}).toBe(1);
    await expect.poll(waiting, {timeout: 10_000}).toBe(0);
  });

  it('is not kept waiting by a steady stream, nor made to refresh at each event', async () => {
    const worker = start();
    await expect.poll(() => worker.facts.leads, {timeout: 10_000}).toBe(true);
    const untilMs = performance.now() + 3_500;
    let events = 0;
    while (performance.now() < untilMs) {
      await score(40);
      events += 1;
    }
    expect(events).toBeGreaterThan(20);
    const during = Number(await cycles());
    expect(during).toBeGreaterThanOrEqual(1);
    expect(during).toBeLessThanOrEqual(4);
    await expect.poll(samples, {timeout: 10_000}).toBe(events);
    await expect.poll(waiting, {timeout: 10_000}).toBe(0);
  });

  it('does not take an event that was committed after the refresh had begun, however low its number', async () => {
    const slow = database.open();
    const committed = Promise.withResolvers<void>();
    const inserted = Promise.withResolvers<void>();
    const transaction = slow.begin(async sql => {
      await sql`insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score)
        values (${randomUUID()}, ${challenge}, 'scored', '{"speed": 10}', 10)`;
      inserted.resolve();
      await committed.promise;
    });
    await inserted.promise;
    const worker = start();
    await score(90);
    await expect.poll(cycles, {timeout: 10_000}).toBe(1);
    await expect.poll(() => worker.facts.state, {timeout: 10_000}).toBe('idle');
    expect(await samples()).toBe(1);
    committed.resolve();
    await transaction;
    await expect.poll(samples, {timeout: 10_000}).toBe(2);
    await expect.poll(waiting, {timeout: 10_000}).toBe(0);
  });

  it('keeps the events of a view that fails, says so, holds up no other, and tries again', async () => {
    const index = await value(`select indexrelid::regclass::text as value from pg_index
      where indrelid = 'mv_agent_progress'::regclass and indisunique`);
    await database.client.unsafe(`drop index ${String(index)}`);
    await score(50);
    const worker = start();
    await expect.poll(() => worker.facts.lastError, {timeout: 10_000}).toContain('no usable unique index');
    await expect
      .poll(() => value('select last_error as value from analytics_worker'), {timeout: 10_000})
      .toContain('mv_agent_progress');
    // Sooner than the one that fails is tried again.
    await score(60);
    await expect.poll(samples, {timeout: 3_000}).toBe(2);
    expect(await waiting()).toBe(2);
    await database.client`create unique index on mv_agent_progress (agent_id, challenge_id, week)`;
    await expect.poll(waiting, {timeout: 20_000}).toBe(0);
  });

  it('vacuums a view after so many refreshes, as autovacuum cannot', async () => {
    start({refreshesPerVacuum: 2});
    const vacuumed = async () => {
      await score(50);
      return value(`select count(*)::int as value from pg_stat_all_tables
        where relname like 'mv\\_%' and schemaname = 'public' and last_vacuum is not null`);
    };
    await expect.poll(vacuumed, {timeout: 20_000, interval: 500}).toBeGreaterThan(0);
  });

  it('takes payloads for no more than hints, whatever they hold', async () => {
    const lines: string[] = [];
    const worker = start({log: ({level, text}) => lines.push(`${level} ${text}`)});
    await expect.poll(() => lines.join(), {timeout: 10_000}).toContain('hears notifications');
    const payloads = [
      '',
      '{"submission_id":',
      'x'.repeat(7_999),
      '\u001b[2J\u001b]0;owned\u0007',
      '\u202eevil\u2066',
      '"\\u0000"',
      '{"submission_id": 7, "challenge_id": [], "queue_id": {"a": null}}',
      `{"submission_id": "${randomUUID()}", "queue_id": 4711}`,
    ];
    for (const payload of payloads) await database.client`select pg_notify('submission_scored', ${payload})`;
    await score(50);
    await expect.poll(samples, {timeout: 10_000}).toBe(1);
    expect(worker.facts).toMatchObject({failedCount: 0, lastError: null});
    expect(lines.filter(line => !line.startsWith('info'))).toEqual([]);
  });

  it('leads alone; another one takes over', async () => {
    const first = start();
    await expect.poll(() => first.facts.leads, {timeout: 10_000}).toBe(true);
    const second = start();
    const rows = () => value('select count(*)::int as value from analytics_worker');
    await expect.poll(rows, {timeout: 10_000}).toBe(2);
    expect(second.facts.leads).toBe(false);
    await first.stop();
    await expect.poll(() => second.facts.leads, {timeout: 10_000}).toBe(true);
    await score(50);
    await expect.poll(samples, {timeout: 10_000}).toBe(1);
    expect(
      await value(`select jsonb_agg(jsonb_build_array(state, is_leader, stopped_at is not null) order by started_at) as value
        from analytics_worker`),
    ).toMatchObject([
      ['stopped', false, true],
      [expect.any(String), true, false],
    ]);
  });

  it('goes on after all its sessions were cut', async () => {
    const worker = start();
    await expect.poll(() => worker.facts.leads, {timeout: 10_000}).toBe(true);
    await database.client`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name like 'lanewatch %' and application_name <> 'lanewatch test'`;
    await score(50);
    await expect.poll(samples, {timeout: 20_000}).toBe(1);
    await expect.poll(waiting, {timeout: 10_000}).toBe(0);
  });

  describe('with a refresh under way that another session holds up', () => {
    let release: () => Promise<void>;
    let worker: Worker;

    beforeEach(async () => {
      const released = Promise.withResolvers<void>();
      const held = Promise.withResolvers<void>();
      const holding = database.open().begin(async sql => {
        await sql`refresh materialized view mv_agent_progress`;
        held.resolve();
        await released.promise;
      });
      release = async () => {
        released.resolve();
        await holding;
      };
      await Promise.race([held.promise, holding]);
      worker = start();
      await score(50);
      // What it is told to do it may not have begun yet.
      const heldUp = () =>
        value(`select count(*)::int as value from pg_stat_activity where datname = current_database()
          and application_name = 'lanewatch refresh' and wait_event_type = 'Lock'`);
      await expect.poll(heldUp, {timeout: 10_000}).toBe(1);
      expect(worker.facts.refreshingView).toBe('mv_agent_progress');
    });

    afterEach(() => release());

    const outcome = () =>
      value(`select status as value from analytics_refresh_log
        where view_name = 'mv_agent_progress' and cause = 'event' order by id limit 1`);

    it('still says that it is alive', async () => {
      const beat = () => value('select heartbeat_at as value from analytics_worker');
      const first = await beat();
      await expect.poll(beat, {timeout: 10_000}).not.toEqual(first);
    });

    it('finishes it before it stops, and begins no other', async () => {
      const stopped = worker.stop(20_000);
      await release();
      await stopped;
      expect(await outcome()).toBe('succeeded');
      expect(
        await value(`select count(*)::int as value from analytics_refresh_log where cause = 'event'`),
      ).toBe(1);
    });

    it('cancels it when asked again, and leaves its row as failed', async () => {
      const patient = worker.stop(60_000);
      await worker.stop(0);
      await patient;
      expect(await outcome()).toBe('failed');
      expect(await waiting()).toBe(1);
    });
  });
});
