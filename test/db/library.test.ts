import {execFile} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import postgres from 'postgres';
import {describe, expect, it} from 'vitest';
import {ZodError} from 'zod';
import type {Connection} from '../../src/config/connection.ts';
import {
  type AnalyticsQueries,
  catalogue,
  createAnalyticsQueries,
  type PostgresClient,
} from '../../src/queries/index.ts';
import {provideDatabase, servers} from '../support/servers.ts';
import {refreshSlices} from '../support/twins.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const agent = 'a0000000-0000-4000-8000-000000000001';
const rival = 'a0000000-0000-4000-8000-000000000002';
const challenge = 'c0000000-0000-4000-8000-000000000001';
const nobody = 'a0000000-0000-4000-8000-00000000ffff';

/** What engineers open their clients with. */
const clientOptions = {
  'the defaults': {},
  'camel case': {transform: postgres.camel},
  'types of their own': {
    types: {
      bigint: postgres.BigInt,
      date: {to: 1184, from: [1082, 1114, 1184], serialize: String, parse: (text: string) => text},
      number: {to: 701, from: [23, 700, 701], serialize: String, parse: (text: string) => ({text})},
    },
  },
  'values that are changed': {transform: {value: {from: (value: unknown) => `<${value}>`}, undefined: null}},
  'no prepared statements': {prepare: false},
  'no types fetched': {fetch_types: false},
  'another time zone': {connection: {TimeZone: 'Asia/Kolkata'}},
} satisfies Record<string, postgres.Options<Record<string, postgres.PostgresType>>>;

const urlOf = ({user, password = '', host, port, database}: Connection) =>
  `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;

describe.each(servers)('lanewatch/queries on $name', server => {
  const database = provideDatabase(server);

  async function withClient<Result>(
    options: postgres.Options<Record<string, postgres.PostgresType>>,
    work: (sql: postgres.Sql) => Promise<Result>,
    connection = database().connection,
  ): Promise<Result> {
    const sql = postgres(urlOf(connection), {max: 2, ...options}) as unknown as postgres.Sql;
    try {
      return await work(sql);
    } finally {
      await sql.end({timeout: 1});
    }
  }

  it('has something to read', async () => {
    const {client} = database();
    await client`insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score, created_at)
      select case n % 2 when 0 then ${agent}::uuid else ${rival}::uuid end, ${challenge}, 'scored',
        jsonb_build_object('speed', n, 'style', 100 - n), n, timestamptz '2026-03-02 12:00+00' + (n - 1) * interval '1 day'
      from generate_series(1, 56) as n`;
    for (const view of ['mv_weakness_patterns', 'mv_agent_progress', 'mv_time_to_first_win'])
      await client`call analytics_refresh(${view}, 'manual')`;
  });

  /** Everything the library can tell of the database, to compare. */
  async function askAll(sql: PostgresClient) {
    const analytics = createAnalyticsQueries(sql);
    return {
      lanes: await analytics.getLaneDistributions(challenge),
      weak: await analytics.getAgentWeaknessPatterns(rival),
      all: await analytics.getAgentWeaknessPatterns(rival, challenge, {all: true}),
      weeks: await analytics.getAgentProgressTimeline(agent, challenge),
      wins: await analytics.getTimeToFirstWin(),
      refreshes: await analytics.getRefreshHistory('mv_agent_progress'),
    };
  }

  it('tells what the views hold', async () => {
    const {lanes, weak, all, weeks, wins, refreshes} = await withClient({}, askAll);
    expect(lanes).toMatchObject([
      {lane_key: 'speed', sample_count: 56, p50: 28.5, last_submission_at: new Date('2026-04-26T12:00:00Z')},
      {lane_key: 'style', sample_count: 56, p50: 71.5},
    ]);
    expect(weak).toMatchObject([
      {lane_key: 'speed', avg_score: 28, performance_category: 'below_median', score_trend_slope: 1},
    ]);
    expect(all.map(row => row.lane_key).sort()).toEqual(['speed', 'style']);
    expect(weeks.map(({week}) => week)).toEqual(
      Array.from({length: 8}, (_, n) => new Date(Date.UTC(2026, 2, 2 + 7 * n)).toISOString().slice(0, 10)),
    );
    expect(weeks[0]).toMatchObject({avg_composite_score: 4, wow_composite_delta: null});
    expect(wins).toEqual([]);
    expect(refreshes[0]).toMatchObject({status: 'succeeded', cause: 'manual', error: null});
    expect(refreshes[0]?.started_at).toBeInstanceOf(Date);
  });

  it('takes the latest weeks, oldest first', async () => {
    const weeks = await withClient({}, sql =>
      createAnalyticsQueries(sql).getAgentProgressTimeline(agent, challenge, 2),
    );
    expect(weeks.map(({week}) => week)).toEqual(['2026-04-13', '2026-04-20']);
  });

  it.each(Object.entries(clientOptions))('tells the same over a client with %s', async (_name, options) => {
    const expected = await withClient({}, askAll);
    await withClient(options, async sql => {
      expect(await askAll(sql)).toEqual(expected);
      // Once more, with statements that are prepared by now.
      expect(await askAll(sql)).toEqual(expected);
    });
  });

  it('works inside a transaction and on a reserved session', async () => {
    await withClient({}, async sql => {
      const expected = await askAll(sql);
      expect(await sql.begin('read only', transaction => askAll(transaction))).toEqual(expected);
      const reserved = await sql.reserve();
      expect(await askAll(reserved)).toEqual(expected);
      reserved.release();
    });
  });

  it('refuses a client that changes whole rows, rather than misread them', async () => {
    await withClient({transform: {row: {from: row => ({row})}}}, async sql => {
      await expect(createAnalyticsQueries(sql).getLaneDistributions(challenge)).rejects.toThrow(
        /transform\.row/,
      );
    });
  });

  it('needs nothing but membership in analytics_reader', async () => {
    const reader = await database().createLogin(['analytics_reader']);
    await withClient({}, async sql => expect((await askAll(sql)).lanes).toHaveLength(2), reader);
  });

  it('knows no unknown id', async () => {
    await withClient({}, async sql => {
      const analytics = createAnalyticsQueries(sql);
      expect(await analytics.getLaneDistributions(nobody)).toEqual([]);
      expect(await analytics.getAgentWeaknessPatterns(nobody)).toEqual([]);
    });
  });

  it('sends nothing for an argument of the wrong shape', async () => {
    const unreachable: PostgresClient = {
      unsafe() {
        throw new Error('something was sent');
      },
    };
    const analytics = createAnalyticsQueries(unreachable, {cronSchema: 'cron'});
    await expect(analytics.getLaneDistributions("x' or true")).rejects.toBeInstanceOf(ZodError);
    await expect(analytics.getAgentProgressTimeline(agent, challenge, 0)).rejects.toBeInstanceOf(ZodError);
    await expect(analytics.getAgentProgressTimeline(agent, challenge, 1.5)).rejects.toBeInstanceOf(ZodError);
    await expect(analytics.getCronRuns(Number.NaN)).rejects.toBeInstanceOf(ZodError);
    await expect(analytics.getRefreshHistory(undefined, -1)).rejects.toBeInstanceOf(ZodError);
  });

  it('reads twins or views as it is told, and says which and how old, as analytics_reader', async () => {
    const {client} = database();
    const reader = await database().createLogin(['analytics_reader']);
    const speed = ([lane]: readonly {sample_count: number}[]) => lane?.sample_count;
    await refreshSlices(database());
    await client`insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score)
      values (${agent}, ${challenge}, 'scored', '{"speed": 1}', 1)`;
    await refreshSlices(database());
    try {
      await withClient(
        {},
        async sql => {
          const [auto, live, scheduled] = ([undefined, 'live', 'scheduled'] as const).map(source =>
            createAnalyticsQueries(sql, source && {source}),
          );
          expect(await auto?.getMetricOrigin()).toMatchObject({source: 'live', ageMs: 0, whyNotLive: null});
          for (const each of [auto, live])
            expect(speed((await each?.getLaneDistributions(challenge)) ?? [])).toBe(57);
          expect(speed((await scheduled?.getLaneDistributions(challenge)) ?? [])).toBe(56);
          const origin = await scheduled?.getMetricOrigin();
          expect(origin).toMatchObject({source: 'scheduled', dataFrom: expect.any(Date)});
          expect(origin?.ageMs).toBeGreaterThan(0);
          await client`update analytics_twin_state set listed_at = null`;
          expect(await live?.getMetricOrigin()).toMatchObject({
            source: 'scheduled',
            whyNotLive: 'the live twins are not filled yet',
          });
          expect(speed((await live?.getLaneDistributions(challenge)) ?? [])).toBe(56);
        },
        reader,
      );
    } finally {
      await client`delete from submissions where composite_score = 1 and agent_id = ${agent} and final_lane_scores = '{"speed": 1}'`;
      await client`update analytics_twin_state set listed_at = now()`;
      await refreshSlices(database());
    }
  });

  it('leaves a transaction whole where the twins may not be read', async () => {
    const login = await database().createLogin([]);
    await database().client.unsafe(`grant select on mv_lane_score_distribution to ${login.user}`);
    await withClient(
      {},
      sql =>
        sql.begin(async transaction => {
          const analytics = createAnalyticsQueries(transaction);
          expect(await analytics.getMetricOrigin()).toEqual({
            source: 'scheduled',
            dataFrom: null,
            ageMs: null,
            whyNotLive: null,
          });
          expect(await analytics.getLaneDistributions(challenge)).toHaveLength(2);
        }),
      login,
    );
  });

  it('looks at the twins once for many questions, and not at all for the views', async () => {
    await withClient({}, async sql => {
      const sent = async (analytics: (client: PostgresClient) => AnalyticsQueries) => {
        let count = 0;
        const counting: PostgresClient = {
          unsafe(text, params, options) {
            count += 1;
            return sql.unsafe(text, params, options);
          },
        };
        const queries = analytics(counting);
        await Promise.all(Array.from({length: 10}, () => queries.getLaneDistributions(challenge)));
        return count;
      };
      expect(await sent(createAnalyticsQueries)).toBe(12);
      expect(await sent(client => createAnalyticsQueries(client, {source: 'scheduled'}))).toBe(10);
    });
  });

  it('tells of jobs and their runs, in whichever schema they live', async () => {
    const connection = server.hasCron ? server.connection : database().connection;
    await withClient(
      {transform: postgres.camel},
      async sql => {
        const schema = server.hasCron ? 'cron' : 'lanewatch_cron';
        const [job] = await sql.unsafe(
          `select ${schema}.schedule('library test', '0 0 1 1 *', 'select 1')::int as id`,
        );
        await sql.unsafe(`insert into ${schema}.job_run_details (jobid, status, start_time, end_time, command, database, username)
          values (${job?.id}, 'failed', now() - interval '2 s', now(), 'select 1', 'x', 'x')`);
        const analytics = createAnalyticsQueries(sql);
        const jobs = await analytics.getCronJobs();
        expect(jobs.find(row => row.job_id === job?.id)).toMatchObject({
          job_name: 'library test',
          status: 'failed',
        });
        expect(await analytics.getCronRuns(Number(job?.id))).toMatchObject([
          {status: 'failed', duration_ms: 2000},
        ]);
        await sql.unsafe(`delete from ${schema}.job_run_details where jobid = ${job?.id}`);
        await sql.unsafe(`select ${schema}.unschedule(${job?.id}::bigint)`);
      },
      connection,
    );
  });

  it('reads columns in the order in which the rows declare them', async () => {
    const {client} = database();
    const ofLibrary = catalogue.filter(
      ({needs, name}) => !needs.includes('cron') || name.startsWith('list-cron'),
    );
    for (const query of ofLibrary) {
      if (query.needs.includes('cron') && server.hasCron) continue;
      const {columns} = await client.unsafe(query.sql({cron: 'lanewatch_cron'})).describe();
      expect(
        columns.map(({name}) => name),
        query.name,
      ).toEqual(Object.keys(query.row.shape));
    }
  });

  it('runs the example of the documentation', async () => {
    const text = await readFile(`${root}/docs/library.md`, 'utf8');
    const code = /```ts\n(.*?)```/s.exec(text)?.[1] ?? '';
    expect(code).toContain('getLaneDistributions');
    const {stdout} = await promisify(execFile)(
      process.execPath,
      [
        '--input-type=module-typescript',
        '--eval',
        code.replace("'lanewatch/queries'", "'./src/queries/index.ts'"),
      ],
      {cwd: root, env: {...process.env, DATABASE_URL: urlOf(database().connection)}},
    );
    expect(stdout.trim().split('\n')).toEqual([
      'speed: median 28.5 of 56 scores',
      'style: median 71.5 of 56 scores',
      expect.stringMatching(/^weak: style 71, -1 a day$/),
      '2026-03-30 32, 2026-04-06 39, 2026-04-13 46, 2026-04-20 53',
      'mv_agent_progress succeeded',
      expect.stringMatching(/^read from live, 0 s old$/),
    ]);
  });
});
