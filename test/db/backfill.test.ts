import {type ChildProcess, spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import type {Connection} from '../../src/config/connection.ts';
import type {Client} from '../../src/db/client.ts';
import {backfill} from '../../src/pipeline/backfill.ts';
import {startWorker} from '../../src/pipeline/worker.ts';
import {provideDatabase, servers} from '../support/servers.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const views = [
  'mv_agent_progress',
  'mv_lane_score_distribution',
  'mv_time_to_first_win',
  'mv_weakness_patterns',
] as const;

/** Runs the command line from its sources. */
function lanewatch(connection: Connection, ...argv: string[]): ChildProcess & {finished: Promise<Finished>} {
  const {user, password = '', host, port, database} = connection;
  const child = spawn(process.execPath, ['src/cli.ts', ...argv], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`,
    },
  });
  const finished = new Promise<Finished>((done, fail) => {
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', text => (stdout += text));
    child.stderr.on('data', text => (stderr += text));
    child.on('error', fail);
    child.on('close', code => done({code, stdout, stderr}));
  });
  return Object.assign(child, {finished});
}

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function addSubmissions(client: Client, count: number): Promise<void> {
  await client`insert into bout_results (bout_id, winner_agent_id)
    select md5('bout' || n)::uuid, md5('agent' || n % 17)::uuid from generate_series(1, ${count}::int, 7) as n
    on conflict do nothing`;
  await client`insert into submissions (agent_id, challenge_id, bout_id, status, final_lane_scores, composite_score, created_at)
    select md5('agent' || n % 17)::uuid, md5('challenge' || n % 3)::uuid, md5('bout' || n)::uuid, 'scored',
      case when n % 50 = 0 then '[]' else jsonb_build_object('speed', n % 97, 'style', n % 31) end,
      n % 89, timestamptz '2026-01-05 00:00+00' + n * interval '1 minute'
    from generate_series(1, ${count}::int) as n`;
}

async function digest(client: Client): Promise<unknown[]> {
  return Promise.all(
    views.map(async view => {
      const [row] = await client.unsafe(
        `select count(*)::int as n, md5(string_agg(v::text, '|' order by v::text)) as text from ${view} as v`,
      );
      return row;
    }),
  );
}

async function waitingEvents(client: Client): Promise<number> {
  const [row] = await client<{n: number}[]>`
    select count(*)::int as n from analytics_refresh_queue where taken_at is null`;
  return row?.n ?? -1;
}

/** What the log gained, oldest first. */
async function logSince(client: Client, id: number) {
  return client<{view_name: string; cause: string; status: string}[]>`
    select view_name, cause, status from analytics_refresh_log where id > ${id} order by id`;
}

async function newestRun(client: Client): Promise<number> {
  const [row] = await client<{id: number}[]>`select coalesce(max(id), 0) as id from analytics_refresh_log`;
  return row?.id ?? 0;
}

describe.each(servers)('backfill on $name', server => {
  const database = provideDatabase(server);

  it('fills views that were never filled, from data that was there before', async () => {
    const {client, open} = database();
    await addSubmissions(client, 2000);
    for (const view of views) await client.unsafe(`refresh materialized view ${view} with no data`);
    const result = await backfill(open());
    expect(result).toMatchObject({isComplete: true, scoredCount: 2000, malformedCount: 40});
    expect(result.outcomes.map(({viewName, cause, status}) => [viewName, cause, status])).toEqual([
      ['mv_agent_progress', 'initial', 'succeeded'],
      ['mv_lane_score_distribution', 'initial', 'succeeded'],
      ['mv_time_to_first_win', 'initial', 'succeeded'],
      ['mv_weakness_patterns', 'initial', 'succeeded'],
    ]);
    expect(await waitingEvents(client)).toBe(0);
  });

  it('changes nothing when it is run again', async () => {
    const {client, open} = database();
    const before = await digest(client);
    expect(before[0]).toMatchObject({n: expect.toSatisfy(n => n > 50)});
    const result = await backfill(open());
    expect(result.outcomes.map(({cause, status}) => [cause, status])).toEqual(
      views.map(() => ['resync', 'succeeded']),
    );
    expect(result).toMatchObject({scoredCount: 2000, malformedCount: 40});
    expect(await digest(client)).toEqual(before);
  });

  it('leaves events in the outbox that came too late for it', async () => {
    const {client, open} = database();
    const writer = open();
    await writer.unsafe('begin');
    await addSubmissions(writer, 60);
    const result = await backfill(open());
    expect(result.isComplete).toBe(true);
    await writer.unsafe('commit');
    expect(await waitingEvents(client)).toBe(3);
    await backfill(open());
    expect(await waitingEvents(client)).toBe(0);
  });

  it('waits for a refresh under way and then does what that one did not see', async () => {
    const {client, open} = database();
    const holder = open();
    const [key] = await client<
      {key: string}[]
    >`select analytics_refresh_lock_key('mv_agent_progress') as key`;
    await holder.unsafe(`begin; select pg_advisory_xact_lock(${key?.key})`);
    const before = await newestRun(client);
    let isOver = false;
    const running = backfill(open()).finally(() => {
      isOver = true;
    });
    await expect
      .poll(
        async () => (await client`select from pg_locks where locktype = 'advisory' and not granted`).length,
      )
      .toBe(1);
    expect(isOver).toBe(false);
    await holder.unsafe('rollback');
    expect((await running).isComplete).toBe(true);
    const log = await logSince(client, before);
    expect(log.map(({view_name, status}) => [view_name, status])).toEqual([
      ['mv_agent_progress', 'skipped'],
      ['mv_agent_progress', 'succeeded'],
      ['mv_lane_score_distribution', 'succeeded'],
      ['mv_time_to_first_win', 'succeeded'],
      ['mv_weakness_patterns', 'succeeded'],
    ]);
  });

  it('says what failed, leaves its descendants alone, does the rest and keeps the outbox', async () => {
    const {client, open} = database();
    await addSubmissions(client, 30);
    await client.unsafe('drop index mv_lane_score_distribution_key');
    const result = await backfill(open());
    expect(result.isComplete).toBe(false);
    expect(result.outcomes.map(({viewName, status}) => [viewName, status])).toEqual([
      ['mv_agent_progress', 'succeeded'],
      ['mv_lane_score_distribution', 'failed'],
      ['mv_time_to_first_win', 'succeeded'],
      ['mv_weakness_patterns', 'skipped'],
    ]);
    expect(result.outcomes[3]?.error).toMatch('mv_lane_score_distribution, which it reads, failed');
    expect(await waitingEvents(client)).toBe(3);
    await client.unsafe(
      'create unique index mv_lane_score_distribution_key on mv_lane_score_distribution (challenge_id, lane_key)',
    );
    expect((await backfill(open())).isComplete).toBe(true);
  });

  it('runs beside the worker and a scheduled refresh, and all agree', async () => {
    const {client, connection, open} = database();
    const worker = startWorker(connection, {schema: 'public', version: 'test', pollMs: 100});
    try {
      await addSubmissions(client, 5000);
      const refreshes = open().unsafe(`call analytics_refresh('mv_weakness_patterns')`);
      const [first, second] = await Promise.all([backfill(open()), backfill(open()), refreshes]);
      expect([first.isComplete, second.isComplete]).toEqual([true, true]);
    } finally {
      await worker.stop(10_000);
    }
    const beside = await digest(client);
    await backfill(open());
    expect(await digest(client)).toEqual(beside);
    expect(await waitingEvents(client)).toBe(0);
    const failed =
      await client`select error from analytics_refresh_log where status = 'failed' and error not like '%unique index%'
      and error not like '%which it reads%'`;
    expect(failed).toEqual([]);
  });

  it('is killed half-way, and finished by the next', async () => {
    const {client, connection, open} = database();
    await addSubmissions(client, 90);
    const holder = open();
    // mv_agent_progress and the lanes are done when the third view has to wait for its table.
    await holder.unsafe('begin; lock table bout_results in access exclusive mode');
    const child = lanewatch(connection, 'backfill');
    await expect
      .poll(
        async () =>
          (
            await client`select from analytics_refresh_log where status = 'running' and view_name = 'mv_time_to_first_win'`
          ).length,
        {timeout: 20_000},
      )
      .toBe(1);
    child.kill('SIGKILL');
    await child.finished;
    await holder.unsafe('rollback');
    expect(await waitingEvents(client)).toBe(3);
    const {code, stdout, stderr} = await lanewatch(connection, 'backfill', '--format', 'json').finished;
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
    expect(JSON.parse(stdout)).toMatchObject({complete: true, scored: expect.any(Number)});
    expect(await waitingEvents(client)).toBe(0);
    const running = await client`select from analytics_refresh_log where status = 'running'`;
    expect(running.length).toBe(0);
    const built = await digest(client);
    await backfill(open());
    expect(await digest(client)).toEqual(built);
  });

  it('cancels what runs when it is asked to end, and says so', async () => {
    const {client, connection, open} = database();
    const holder = open();
    await holder.unsafe('begin; lock table bout_results in access exclusive mode');
    const child = lanewatch(connection, 'refresh', 'mv_time_to_first_win');
    await expect
      .poll(
        async () =>
          (await client`select from pg_locks where relation = 'bout_results'::regclass and not granted`)
            .length,
        {
          timeout: 20_000,
        },
      )
      .toBe(1);
    child.kill('SIGINT');
    const {code, stdout} = await child.finished;
    await holder.unsafe('rollback');
    expect(code).toBe(1);
    expect(stdout).toMatch(/mv_time_to_first_win\s+failed\s+canceling statement due to user request/);
    const [row] = await client`select status, sqlstate from analytics_refresh_log order by id desc limit 1`;
    expect(row).toEqual({status: 'failed', sqlstate: '57014'});
  });
});

describe.each(servers)('lanewatch refresh on $name', server => {
  const database = provideDatabase(server);
  const run = (...argv: string[]) => lanewatch(database().connection, 'refresh', ...argv).finished;

  it('refreshes all views in dependency order and tells it as JSON', async () => {
    await addSubmissions(database().client, 100);
    const {code, stdout, stderr} = await run('--all', '--format', 'json');
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
    expect(JSON.parse(stdout)).toEqual(
      views.map(view => ({
        view,
        cause: 'manual',
        status: 'succeeded',
        ms: expect.any(Number),
        rows: expect.any(Number),
        error: null,
      })),
    );
  });

  it('refreshes what is named, whatever the order', async () => {
    const {code, stdout} = await run('mv_weakness_patterns', 'mv_agent_progress');
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([
      expect.stringMatching(/^mv_agent_progress +succeeded {2}\d+\.\d s {2}\d+ rows$/),
      expect.stringMatching(/^mv_weakness_patterns +succeeded {2}\d+\.\d s {2}\d+ rows$/),
    ]);
  });

  it('fails when one failed, and says that its descendants were left alone', async () => {
    const {client} = database();
    await client.unsafe('drop index mv_lane_score_distribution_key');
    const {code, stdout} = await run('--all', '--format', 'json');
    await client.unsafe(
      'create unique index mv_lane_score_distribution_key on mv_lane_score_distribution (challenge_id, lane_key)',
    );
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([
      {view: 'mv_agent_progress', status: 'succeeded'},
      {
        view: 'mv_lane_score_distribution',
        status: 'failed',
        error: expect.stringContaining('CREATE UNIQUE INDEX'),
      },
      {view: 'mv_time_to_first_win', status: 'succeeded'},
      {
        view: 'mv_weakness_patterns',
        status: 'skipped',
        rows: null,
        error: expect.stringContaining('which it reads'),
      },
    ]);
  });

  it('is wrong usage to name what is no pipeline view, or nothing, or both', async () => {
    const before = await newestRun(database().client);
    expect(await run('mv_agent_progres')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('Did you mean mv_agent_progress?'),
    });
    expect(await run('submissions')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Pipeline views are'),
    });
    expect(await run()).toMatchObject({code: 2, stderr: expect.stringContaining('--all')});
    expect(await run('--all', 'mv_agent_progress')).toMatchObject({code: 2});
    expect(await newestRun(database().client)).toBe(before);
  });

  it.each(['refresh --all', 'backfill', 'worker', 'worker --once', 'report wins', 'report views'])(
    '`%s` touches no pipeline but the one that was named',
    async line => {
      const before = await newestRun(database().client);
      const {connection} = database();
      const told = await lanewatch(connection, ...line.split(' '), '--schema', 'nowhere').finished;
      expect(told).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining(
          `there is no schema nowhere in ${connection.database}\nIt is installed in public: name that with --schema.`,
        ),
      });
      expect(await newestRun(database().client)).toBe(before);
    },
  );

  it('says which right is missing', async () => {
    const {createLogin} = database();
    const reader = await createLogin(['analytics_reader']);
    const owner = await createLogin(['analytics_owner']);
    for (const argv of [['refresh', 'mv_agent_progress'], ['backfill']]) {
      const {code, stdout, stderr} = await lanewatch(reader, ...argv).finished;
      expect({code, stdout}).toEqual({code: 1, stdout: ''});
      expect(stderr).toMatch(/may not refresh: permission denied.*\n.*GRANT analytics_owner/);
    }
    expect(await lanewatch(owner, 'backfill').finished).toMatchObject({code: 0, stderr: ''});
  });
});
