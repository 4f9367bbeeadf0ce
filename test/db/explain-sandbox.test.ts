import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {ExplainError, toExplainProblem} from '../../src/db/explain/explain-error.ts';
import type {ExplainJob} from '../../src/db/explain/explain-job.ts';
import {withExplainSession} from '../../src/db/explain/explain-session.ts';
import {runExplain} from '../../src/db/explain-sandbox.ts';
import {provideDatabase, servers} from '../support/servers.ts';
import {takeDump} from './explain/dump.ts';
import {listEscapes} from './explain/escapes.ts';
import {takeFingerprint, trapSql} from './explain/fingerprint.ts';

describe.each(servers)('EXPLAIN on $name', server => {
  const database = provideDatabase(server);

  const explain = (text: string, job: Partial<ExplainJob> = {}) =>
    runExplain({
      connection: database().connection,
      schema: 'public',
      text,
      params: [],
      analyze: true,
      ...job,
    });
  const failureOf = async (attempt: Promise<unknown>): Promise<ExplainError> => {
    const error = await attempt.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error instanceof ExplainError) return error;
    throw new Error(`An ExplainError was expected, not ${String(error)}.`);
  };

  test('measures a statement, with parameters of their own types', async () => {
    const text = 'select $1::uuid as id, $2::int + 1 as next, $3::timestamptz, $4::text';
    const params = ['25ea1682-0000-4000-8000-000000000000', 41, new Date(0), null];
    const {plan, analyzed, options, serverVersion, durationMs} = await explain(text, {params});
    expect(analyzed).toBe(true);
    expect(plan).toEqual([expect.objectContaining({'Execution Time': expect.any(Number)})]);
    expect(options).toEqual(expect.arrayContaining(['analyze', 'buffers', 'format json']));
    expect(serverVersion).toMatch(server.name === 'Postgres 18' ? /^18\./ : /^15\./);
    expect(durationMs).toBeGreaterThan(0);
  });

  test('plans without running', async () => {
    const {plan, analyzed, cost} = await explain('select pg_sleep(60)', {analyze: false});
    expect(analyzed).toBe(false);
    expect(cost).toBeGreaterThan(0);
    expect(JSON.stringify(plan)).not.toContain('Actual');
  });

  test('does not run what is above the cost limit', async () => {
    const costly = 'select count(*) from generate_series(1, 1000) a, generate_series(1, 1000) b';
    expect(await explain(costly, {costLimit: 100})).toMatchObject({analyzed: false});
    expect(await explain(costly, {costLimit: 1e9})).toMatchObject({analyzed: true});
  });

  test('stops at its time limit', async () => {
    const failure = await failureOf(explain('select pg_sleep(60)', {statementTimeoutMs: 50}));
    expect(failure).toMatchObject({failure: 'statement', code: '57014'});
    expect(toExplainProblem(failure).kind).toBe('timeout');
  });

  test('does not wait for a lock for long', async () => {
    const holder = database().open();
    await holder.unsafe('begin; lock table submissions in access exclusive mode').simple();
    const failure = await failureOf(explain('select * from submissions', {lockTimeoutMs: 50}));
    await holder.unsafe('rollback');
    expect(failure.code).toBe('55P03');
  });

  test('stops when told to, and leaves no session', async () => {
    const {client} = database();
    const sessions = () =>
      client.unsafe(
        `select query from pg_stat_activity where datname = current_database()
         and application_name in ('lanewatch explain', 'lanewatch cancel')`,
      );
    const cancel = new AbortController();
    const attempt = failureOf(explain('select pg_sleep(60)', {signal: cancel.signal}));
    await vi.waitFor(async () => expect(JSON.stringify(await sessions())).toContain('pg_sleep'), 5000);
    cancel.abort();
    expect(await attempt).toMatchObject({failure: 'cancelled', code: '57014'});
    await vi.waitFor(async () => expect(await sessions()).toHaveLength(0), 5000);
  });

  test('does not begin when told to stop before', async () => {
    const failure = await failureOf(explain('select 1', {signal: AbortSignal.abort()}));
    expect(failure.failure).toBe('cancelled');
  });

  test('points at the place of an error in the statement itself', async () => {
    const failure = await failureOf(explain('select *\nfrom nowhere'));
    expect(failure).toMatchObject({code: '42P01', position: 'select *\nfrom '.length + 1});
  });

  test('says when the server cannot be reached', async () => {
    const connection = {...database().connection, port: 1};
    const failure = await failureOf(explain('select 1', {connection}));
    expect(failure.failure).toBe('link');
    expect(toExplainProblem(failure).kind).toBe('offline');
  });

  test('survives the end of its own session', async () => {
    await database().client.unsafe(
      'create function end_session() returns bool language plpgsql as $$ begin return pg_terminate_backend(pg_backend_pid()); end $$',
    );
    const failure = await failureOf(explain('select end_session()'));
    expect(failure.message).toMatch(/terminating connection|CONNECTION_/);
  });

  test.each(['while it runs', 'right away'])('survives that somebody ends its session, %s', async when => {
    const {client} = database();
    const uncaught = vi.fn();
    process.on('uncaughtException', uncaught);
    onTestFinished(() => void process.off('uncaughtException', uncaught));
    const endSessions = () =>
      client.unsafe(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'lanewatch explain' and datname = current_database()
         ${when === 'while it runs' ? "and query like '%pg_sleep(60)%' and state = 'active'" : ''}`,
      );
    for (let attempt = 0; attempt < (when === 'while it runs' ? 1 : 10); attempt += 1) {
      const failing = failureOf(explain('select pg_sleep(60)', {statementTimeoutMs: 20_000}));
      await vi.waitFor(async () => expect((await endSessions()).length).toBeGreaterThan(0), {
        interval: 1,
        timeout: 5000,
      });
      expect((await failing).failure).toMatch(/link|statement/);
    }
    expect(uncaught).not.toHaveBeenCalled();
    expect(await explain('select 1')).toMatchObject({analyzed: true});
  });

  test('never writes to a session that has ended', async () => {
    const uncaught = vi.fn();
    process.on('uncaughtException', uncaught);
    onTestFinished(() => void process.off('uncaughtException', uncaught));
    const options = {schema: 'public', statementTimeoutMs: 0};
    await withExplainSession(database().connection, options, async ({pid, send}) => {
      await send('begin');
      await database().client.unsafe('select pg_terminate_backend($1)', [pid]);
      // Until the driver has seen the end, the server's own word comes; afterwards the session's.
      await vi.waitFor(async () =>
        expect(await send('rollback').catch((error: unknown) => error)).toMatchObject({failure: 'link'}),
      );
    });
    await new Promise(setImmediate);
    expect(uncaught).not.toHaveBeenCalled();
  });

  test('leaves out the times of nodes when told to', async () => {
    const {plan, options} = await explain('select * from submissions', {timing: false});
    expect(options).toContain('timing off');
    expect(JSON.stringify(plan)).toContain('"Actual Rows"');
    expect(JSON.stringify(plan)).not.toContain('"Actual Total Time"');
  });

  test('plans for any parameters, without values and without running', async () => {
    const text = 'select *, $2::int from submissions where id = $1';
    const {plan, analyzed, sql} = await explain(text, {generic: true});
    expect(analyzed).toBe(false);
    expect(JSON.stringify(plan)).toContain('(submissions.id = $1)');
    expect(JSON.stringify(plan)).not.toContain('plan_cache_mode');
    expect(sql).toContain(text);
    expect(await explain('select 1', {generic: true})).toMatchObject({analyzed: false});
    const {client} = database();
    await client.unsafe('create table untouched as select 1 as id');
    await explain('delete from untouched where id = $1', {generic: true});
    expect(await client.unsafe('select * from untouched')).toHaveLength(1);
  });

  test.each([
    ['select $1::int; create table pwned()', {code: '42601'}],
    ['select $1::int; commit; create table pwned()', {code: '42601'}],
    ['vacuum', {code: '42601'}],
    ['select * frm submissions where id = $1', {code: '42601', position: 'select * '.length + 1}],
  ])('refuses to plan for any parameters: %s', async (text, expected) => {
    expect(await failureOf(explain(text, {generic: true}))).toMatchObject(expected);
  });

  test('lets a statement write when told to, and takes it back', async () => {
    const {client} = database();
    await client.unsafe('create table kept (id int)');
    const {plan} = await explain('insert into kept select generate_series(1, 7)', {allowWrites: true});
    expect(JSON.stringify(plan)).toContain('ModifyTable');
    const [row] = await client.unsafe('select count(*)::int as count from kept');
    expect(row).toEqual({count: 0});
    const refused = await failureOf(
      explain('select pg_terminate_backend(pg_backend_pid())', {allowWrites: true}),
    );
    expect(refused.failure).toBe('lasting-effect');
    expect(await failureOf(explain('delete from kept; commit', {allowWrites: true}))).toMatchObject({
      code: '42601',
    });
  });

  test('refuses a second statement by the protocol', async () => {
    expect(await failureOf(explain('select 1; select 2'))).toMatchObject({code: '42601'});
  });

  test('leaves no trace', async () => {
    const {client, open} = database();
    await client.unsafe(trapSql);
    const folder = await mkdtemp(join(tmpdir(), 'lanewatch-escape-'));
    onTestFinished(() => rm(folder, {recursive: true}));
    const [victim] = await open({applicationName: 'victim'}).unsafe('select pg_backend_pid() as pid');
    const before = await takeFingerprint(client, folder);
    const dumpBefore = await takeDump(database().connection);
    const escapes = listEscapes(Number(victim?.pid), folder);
    expect(escapes.length).toBeGreaterThanOrEqual(40);
    for (const {name, text, params = [], outcome} of escapes) {
      const ran = await explain(text, {params, statementTimeoutMs: 2000}).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof ExplainError) || error.failure === 'link') throw error;
          return false;
        },
      );
      if (outcome === 'refused') expect(ran, name).toBe(false);
      await vi.waitFor(async () => expect(await takeFingerprint(client, folder), name).toEqual(before));
    }
    expect(await takeDump(database().connection)).toEqual(dumpBefore);
  });
});
