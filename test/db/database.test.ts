import {execFileSync} from 'node:child_process';
import {chownSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, describe, expect, it} from 'vitest';
import * as z from 'zod';
import type {Connection} from '../../src/config/connection.ts';
import {chooseAccount} from '../../src/db/embedded-binaries.ts';
import {type ProblemKind, toProblem} from '../../src/db/problem.ts';
import {collectDatabase} from '../../src/queries/collect-database.ts';
import {type Database, type DatabaseOptions, openDatabase} from '../../src/queries/database.ts';
import {listChallenges} from '../../src/queries/list-challenges.ts';
import {hasPrivateServers, provideDatabase, providePrivateServer, servers} from '../support/servers.ts';
import {startTcpProxy} from './listen-session/tcp-proxy.ts';

const opened: Database[] = [];

function open(connection: Connection, options: Partial<DatabaseOptions> = {}): Database {
  const database = openDatabase(connection, {
    schema: 'public',
    readOnly: false,
    statementTimeoutMs: 10_000,
    ...options,
  });
  opened.push(database);
  return database;
}

afterEach(() => Promise.all(opened.splice(0).map(database => database.close())));

/** A question that is made up here: what `ask` does with it is the point. */
function question(sql: string) {
  return {
    name: 'made-up',
    title: 'What is it?',
    needs: [],
    params: z.strictObject({}),
    row: z.strictObject({n: z.int()}),
    sql: () => sql,
  };
}

const problemOf = async (work: Promise<unknown>) =>
  toProblem(
    await work.then(
      () => undefined,
      error => error,
    ),
  );

describe.each(servers)('a database on $name', server => {
  const database = provideDatabase(server);

  it('tells once what the server is', async () => {
    const session = open(database().connection);
    const facts = await session.facts();
    expect(facts).toMatchObject({
      database: database().connection.database,
      has_pipeline: true,
      in_recovery: false,
    });
    expect(await session.facts()).toBe(facts);
    session.forgetFacts();
    expect(await session.facts()).not.toBe(facts);
  });

  it('asks in sessions that can change nothing, whatever the options', async () => {
    const session = open(database().connection);
    const problem = await problemOf(
      session.ask(
        question('with x as (insert into submissions default values returning 1) select 1 as n'),
        {},
      ),
    );
    expect(problem).toMatchObject({kind: 'read-only', sqlstate: '25006'});
  });

  it('acts where it may, and is refused by the server itself where it is read-only', async () => {
    const writing = open(database().connection);
    await writing.act('refresh-view', ['mv_agent_progress', 'manual']);
    const reading = open(database().connection, {readOnly: true});
    expect(await problemOf(reading.act('refresh-view', ['mv_agent_progress', 'manual']))).toMatchObject({
      kind: 'read-only',
    });
  });

  it('gives a question its time limit, and an action none', async () => {
    const session = open(database().connection, {statementTimeoutMs: 100});
    expect(await problemOf(session.ask(question('select 1 as n from pg_sleep(20)'), {}))).toMatchObject({
      kind: 'timeout',
      sqlstate: '57014',
    });
  });

  it('says which column is not as declared', async () => {
    const session = open(database().connection);
    const problem = await problemOf(session.ask(question("select 'text' as n"), {}));
    expect(problem.kind).toBe('shape');
    expect(problem.why).toContain('n');
  });

  it('logs all that was sent, and what failed', async () => {
    const session = open(database().connection);
    await session.ask(listChallenges, {});
    await problemOf(session.ask(question('select nothing as n'), {}));
    expect(session.log.records.map(({name, error}) => [name, error])).toEqual(
      expect.arrayContaining([
        ['list-challenges', null],
        ['made-up', 'column "nothing" does not exist'],
      ]),
    );
    expect(session.log.totals.failed).toBe(1);
  });

  it('takes the pipeline only from the schema named', async () => {
    const session = open(database().connection, {schema: 'elsewhere "quoted"'});
    // `public` stays on the path, and with it a pipeline that was not asked for.
    expect(await session.facts()).toMatchObject({has_pipeline: false, has_schema: false});
    for (const asking of [session.ask(listChallenges, {}), session.textOf(listChallenges)]) {
      expect(await problemOf(asking)).toMatchObject({
        kind: 'settings',
        why: `there is no schema elsewhere "quoted" in ${database().connection.database}`,
        remedy: 'It is installed in public: name that with --schema.',
      });
    }
    await database().client.unsafe('create schema "elsewhere ""quoted"""');
    expect(await session.ask(question('select cardinality(current_schemas(false)) as n'), {})).toEqual([
      {n: 2},
    ]);
    expect((await problemOf(session.ask(listChallenges, {}))).why).toMatch(
      /^the pipeline is not installed in/,
    );
    expect(await collectDatabase(session)).toMatchObject({
      views: {known: true},
      pipeline: {value: {installation: {known: false, remedy: expect.stringContaining('public')}}},
    });
  });

  it('ends promptly, also over a link that is half open, and leaves no session', async () => {
    const proxy = await startTcpProxy(database().connection);
    try {
      const session = open(proxy.connection);
      await session.ask(listChallenges, {});
      proxy.freeze();
      const pending = problemOf(session.ask(question('select 1 as n'), {}));
      const startedMs = performance.now();
      await session.close();
      expect(performance.now() - startedMs).toBeLessThan(3000);
      expect(await pending).toMatchObject({kind: 'offline'});
      await expect.poll(() => proxy.countOpen()).toBe(0);
    } finally {
      await proxy.close();
    }
  });

  it.each<[name: string, wrong: Partial<Connection>, kind: ProblemKind]>([
    ['a database that is not there', {database: 'nowhere'}, 'no-database'],
    ['a port where nothing listens', {port: 1}, 'offline'],
    ['a host that does not exist', {host: 'nowhere.invalid'}, 'offline'],
    ['a socket that is not there', {host: '/nowhere'}, 'offline'],
    ['a role that is not there', {user: 'nobody-here'}, 'login'],
    ['a server without TLS', {tls: 'require'}, 'tls'],
  ])('%s is told as such', async (_, wrong, kind) => {
    const session = open({...database().connection, ...wrong});
    const problem = await problemOf(session.facts());
    expect(problem.kind, problem.why).toBe(kind);
    expect(problem.remedy).not.toBe('');
  });

  it('prefers TLS but goes without', async () => {
    const session = open({...database().connection, tls: 'prefer'});
    expect(await session.ask(question('select 1 as n'), {})).toEqual([{n: 1}]);
  });
});

describe.each(servers.filter(({connection}) => connection.password))('a wrong password on $name', server => {
  it('is told, and shown to nobody', async () => {
    const problem = await problemOf(open({...server.connection, password: 'hunter2'}).facts());
    expect(problem).toMatchObject({kind: 'login', sqlstate: '28P01'});
    expect(`${problem.what} ${problem.why} ${problem.remedy}`).not.toContain('hunter2');
  });
});

describe.skipIf(!hasPrivateServers)('a server with TLS', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lanewatch-test-'));
  afterAll(() => rmSync(folder, {recursive: true, force: true}));
  const [key, certificate] = ['server.key', 'server.crt'].map(name => join(folder, name)) as [string, string];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-keyout',
      key,
      '-out',
      certificate,
    ],
    {stdio: 'ignore'},
  );
  const account = await chooseAccount();
  if (account) for (const path of [folder, key, certificate]) chownSync(path, account.uid, account.gid);
  const home = providePrivateServer({ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key});

  const isEncrypted = question(
    'select count(*)::int as n from pg_stat_ssl where pid = pg_backend_pid() and ssl',
  );

  it.each([
    ['disable', 0],
    ['prefer', 1],
    ['require', 1],
  ] as const)('with tls %s: %d', async (tls, n) => {
    expect(await open({...home().connection, tls}).ask(isEncrypted, {})).toEqual([{n}]);
  });

  it('does not trust a certificate of its own where it must be verified', async () => {
    const session = open({...home().connection, host: 'localhost', tls: 'verify-full'});
    expect(await problemOf(session.facts())).toMatchObject({kind: 'tls'});
  });
});
