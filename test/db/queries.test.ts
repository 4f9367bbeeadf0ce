import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type * as z from 'zod';
import {migrate} from '../../src/db/migrate.ts';
import {catalogue} from '../../src/queries/catalogue.ts';
import {type Database, openDatabase} from '../../src/queries/database.ts';
import type {Query, QuerySchemas} from '../../src/queries/define-query.ts';
import {listCronJobs} from '../../src/queries/list-cron-jobs.ts';
import {listCronRuns} from '../../src/queries/list-cron-runs.ts';
import {serverFacts} from '../../src/queries/server-facts.ts';
import {
  createPlatform,
  hasPrivateServers,
  provideDatabase,
  providePrivateServer,
  servers,
  type TestDatabase,
} from '../support/servers.ts';
import {exampleParams} from './queries/example-params.ts';
import {addSampleRows, agentId, challengeId} from './queries/sample-rows.ts';

const pipelineQueries = catalogue.filter(({needs}) => !needs.includes('cron'));

/** The types that arrive in JavaScript as what a row says; int8, numeric and interval, which arrive as text, are not among them. */
const arrivesAs: Readonly<Record<number, string>> = {
  16: 'boolean',
  19: 'string',
  21: 'number',
  23: 'number',
  25: 'string',
  701: 'number',
  1043: 'string',
  1184: 'date',
  2950: 'string',
  3802: 'json',
};

/** How a schema's value looks in JavaScript. */
function kindOf(schema: z.core.$ZodType): string {
  const {def} = schema._zod;
  if (def.type === 'nullable') return kindOf((def as z.core.$ZodNullableDef).innerType);
  if (def.type === 'array' || def.type === 'object') return 'json';
  return def.type === 'enum' ? 'string' : def.type;
}

/** What the server says of a query, without running it, beside what the query says of itself. */
async function compareShapes({client}: TestDatabase, query: Query, schemas: QuerySchemas) {
  const {columns, types} = await client.unsafe(query.sql(schemas)).describe();
  return {
    server: {
      columns: columns.map(({name, type}) => `${name}: ${arrivesAs[type] ?? `type ${type}, not declared`}`),
      paramCount: types.length,
    },
    declared: {
      columns: Object.entries(query.row.shape).map(([name, schema]) => `${name}: ${kindOf(schema)}`),
      paramCount: Object.keys(query.params.shape).length,
    },
  };
}

/** The clock and what a role may do differ from session to session. */
function tellsOfTheSession({name, row}: Query): boolean {
  return 'server_now' in row.shape || name === 'server-facts' || name.startsWith('health-');
}

function ask(database: Database, query: Query): Promise<unknown[]> {
  return database.ask(query, exampleParams[query.name] ?? {});
}

/** The program's own way to the server, as superuser and as a login that is a member of analytics_reader alone. */
function provideSessions(database: () => TestDatabase) {
  const options = {schema: 'public', readOnly: true, statementTimeoutMs: 10_000};
  const opened: Database[] = [];
  const open = (connection: TestDatabase['connection']) => {
    const session = openDatabase(connection, options);
    opened.push(session);
    return session;
  };
  afterAll(() => Promise.all(opened.map(session => session.close())));
  return {
    asSuperuser: () => open(database().connection),
    asReader: async () => open(await database().createLogin(['analytics_reader'])),
  };
}

it('every query with parameters has examples of them', () => {
  const withParams = catalogue.filter(({params}) => Object.keys(params.shape).length > 0);
  expect(Object.keys(exampleParams).sort()).toEqual(withParams.map(({name}) => name).sort());
});

describe.each(servers)('the catalogue on $name', server => {
  const database = provideDatabase(server);
  const {asSuperuser, asReader} = provideSessions(database);
  /** In a database without pg_cron the jobs are lanewatch's own; on a server with it there are none here. */
  const here = server.hasCron ? pipelineQueries : catalogue;

  it.each(here.map(query => ({query, name: query.name})))('$name has the declared shape', async ({query}) => {
    const {server: found, declared} = await compareShapes(database(), query, {cron: 'lanewatch_cron'});
    expect(found).toEqual(declared);
  });

  it('answers on an empty database', async () => {
    const superuser = asSuperuser();
    const reader = await asReader();
    for (const query of here) {
      const rows = await ask(superuser, query);
      expect(await ask(reader, query), query.name).toHaveLength(rows.length);
    }
  });
});

describe.each(servers)('the catalogue with sample rows on $name', server => {
  const database = provideDatabase(server);
  const {asSuperuser, asReader} = provideSessions(database);
  const here = server.hasCron ? pipelineQueries : catalogue;

  beforeAll(async () => {
    await addSampleRows(database().client);
    if (server.hasCron) return;
    await database().client`
      insert into lanewatch_cron.job_run_details (jobid, status, return_message, start_time, end_time)
      values (4711, 'failed', 'ERROR:  no', now() - interval '2 s', now() - interval '1 s')`;
  });

  it('has rows for every query', async () => {
    const superuser = asSuperuser();
    for (const query of here) expect((await ask(superuser, query)).length, query.name).toBeGreaterThan(0);
  });

  it('has the same rows for analytics_reader, who reads no operational table', async () => {
    const superuser = asSuperuser();
    const reader = await asReader();
    for (const query of here) {
      const rows = await ask(reader, query);
      expect(rows.length, query.name).toBeGreaterThan(0);
      if (!tellsOfTheSession(query)) expect(rows, query.name).toEqual(await ask(superuser, query));
    }
    const login = await database().createLogin(['analytics_reader']);
    await expect(database().open({as: login})`select from submissions`).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('finds agents by a part of the name and by the beginning of the id, and pages by key', async () => {
    const session = asSuperuser();
    const find = async (params: {search?: string; after?: string; limit?: number}) =>
      (
        await session.ask(queryNamed('list-agents'), {
          after_agent_id: params.after ?? null,
          limit: params.limit ?? 10,
          search: params.search ?? null,
        })
      ).map(row => row.agent_id);
    expect(await find({search: 'VEG'})).toEqual([agentId(1)]);
    expect(await find({search: agentId(3)})).toEqual([agentId(3)]);
    expect(await find({search: '00000000-0000-4'})).toHaveLength(6);
    expect(await find({search: '%'})).toEqual([]);
    expect(await find({limit: 2})).toEqual([agentId(1), agentId(2)]);
    expect(await find({after: agentId(2), limit: 2})).toEqual([agentId(3), agentId(4)]);
    expect(await find({after: agentId(6)})).toEqual([]);
  });

  it('counts what was scored in a stretch of time by the outbox', async () => {
    const rows = await asSuperuser().ask(queryNamed('count-missed-submissions'), {
      gaps: [
        {from: new Date(0), to: new Date(1)},
        {from: new Date(0), to: new Date('2100-01-01T00:00:00Z')},
      ],
    });
    expect(rows).toEqual([
      {nth: 1, missed_count: 0},
      {nth: 2, missed_count: 12},
    ]);
  });

  it('counts nothing as missed that was heard, nor what was committed with it', async () => {
    const {client} = database();
    const queue = async (...counts: number[]) => {
      const queued = await client<{id: number}[]>`
        insert into analytics_refresh_queue (challenge_id, submission_count, queued_at)
        select ${challengeId}, count::int, '2090-01-01Z' from jsonb_array_elements_text(${counts}::jsonb) as count (count)
        returning id::int`;
      return queued.map(({id}) => id);
    };
    const [together] = await queue(3, 4);
    const [alone] = await queue(20);
    const gap = {from: new Date('2090-01-01Z'), to: new Date('2090-01-02Z')};
    const reader = await asReader();
    const rows = await reader.ask(queryNamed('count-missed-submissions'), {
      gaps: [gap, {...gap, heard: [together, 4_711_000_000]}, {...gap, heard: [alone]}],
    });
    expect(rows.map(({missed_count}) => missed_count)).toEqual([27, 20, 7]);
    await client`delete from analytics_refresh_queue where queued_at > '2089-01-01'`;
  });

  it('gives the latest weeks in ascending order', async () => {
    const weeks = async (count: number) =>
      (
        await asSuperuser().ask(queryNamed('agent-progress'), {
          agent_id: agentId(1),
          challenge_id: challengeId,
          weeks: count,
        })
      ).map(row => row.week);
    expect(await weeks(12)).toEqual(['2026-03-02', '2026-03-09']);
    expect(await weeks(1)).toEqual(['2026-03-09']);
  });
});

describe.skipIf(!hasPrivateServers)('the catalogue where pg_cron lives', () => {
  const home = providePrivateServer();
  let database: TestDatabase;
  const {asSuperuser, asReader} = provideSessions(() => database);

  beforeAll(async () => {
    database = await createPlatform(home(), 'postgres');
    await database.client`create extension pg_cron`;
    await migrate({connection: database.connection});
  });
  afterAll(() => database?.close());

  it.each(catalogue.map(query => ({query, name: query.name})))(
    '$name has the declared shape',
    async ({query}) => {
      const {server, declared} = await compareShapes(database, query, {cron: 'cron'});
      expect(server).toEqual(declared);
    },
  );

  it('tells pg_cron’s version', async () => {
    expect(await (await asReader()).ask(serverFacts, {})).toMatchObject([
      {pg_cron_version: '1.4-1', has_builtin_cron: false, cron_usable: true, has_pipeline: true},
    ]);
  });

  it('shows a job that really fired, and one that failed, to superuser and reader alike', async () => {
    await database.client`
      select cron.schedule('good', '* * * * *', 'select 1'), cron.schedule('bad', '* * * * *', 'select 1/0')`;
    const superuser = asSuperuser();
    const jobs = async (session: Database) =>
      (await session.ask(listCronJobs, {})).filter(({job_name}) => ['good', 'bad'].includes(job_name));
    const ended = async () => (await jobs(superuser)).map(job => job.status).sort();
    await expect.poll(ended, {timeout: 100_000, interval: 500}).toEqual(['failed', 'succeeded']);

    const reader = await asReader();
    for (const session of [superuser, reader]) {
      const found = await jobs(session);
      expect(found.find(({job_name}) => job_name === 'good')).toMatchObject({
        schedule: '* * * * *',
        command: 'select 1',
        database: 'postgres',
        username: 'postgres',
        active: true,
        status: 'succeeded',
        return_message: '1 row',
        failure_streak: 0,
        failing_since: null,
        last_succeeded_at: expect.any(Date),
        p95_ms: expect.any(Number),
      });
      const bad = found.find(({job_name}) => job_name === 'bad');
      expect(bad).toMatchObject({
        status: 'failed',
        failure_streak: expect.any(Number),
        failing_since: expect.any(Date),
        last_succeeded_at: null,
        p95_ms: null,
      });
      expect(bad?.return_message).toContain('division by zero');
      expect(bad?.failure_streak).toBe(bad?.last_runs.filter(([, status]) => status === 'failed').length);
      const runs = await session.ask(listCronRuns, {job_id: bad?.job_id ?? 0, limit: 5});
      expect(runs[0]).toMatchObject({
        run_id: bad?.run_id,
        status: 'failed',
        started_at: expect.any(Date),
        ended_at: expect.any(Date),
        duration_ms: expect.any(Number),
      });
    }
  }, 130_000);
});

function queryNamed(name: string): Query {
  const query = catalogue.find(each => each.name === name);
  if (query === undefined) throw new Error(`no query is named ${name}`);
  return query;
}
