import {describe, expect, it} from 'vitest';
import {migrate} from '../../src/db/migrate.ts';
import {
  createPlatform,
  hasPrivateServers,
  provideDatabase,
  providePrivateServer,
  servers,
} from '../support/servers.ts';

const agent = '00000000-0000-4000-8000-00000000000a';
const refused = {code: '42501'};

describe.each(servers)('roles on $name', server => {
  const database = provideDatabase(server);

  it('analytics_reader reads what lanewatch computes', async () => {
    const {open, createLogin} = database();
    const session = open({as: await createLogin(['analytics_reader'])});
    const relations = await session<{name: string}[]>`
      select relname::text as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'm') and relname ~ '^(mv|analytics)_' order by 1`;
    expect(relations.length).toBeGreaterThanOrEqual(11);
    for (const {name} of relations) await session.unsafe(`select * from ${name}`);
  });

  it('analytics_reader reads nothing operational, and changes and refreshes nothing', async () => {
    const {open, createLogin} = database();
    const session = open({as: await createLogin(['analytics_reader'])});
    for (const table of ['submissions', 'judge_outputs', 'bout_results'])
      await expect(session.unsafe(`select from ${table}`)).rejects.toMatchObject(refused);
    await expect(session`call analytics_refresh('mv_agent_progress')`).rejects.toMatchObject(refused);
    await expect(session`delete from analytics_refresh_log`).rejects.toMatchObject(refused);
    await expect(session`select analytics_count_malformed_scores()`).rejects.toMatchObject(refused);
    await expect(session`refresh materialized view mv_agent_progress`).rejects.toMatchObject(refused);
  });

  it('a member of analytics_owner refreshes, without rights of its own on the operational tables', async () => {
    const {client, open, createLogin} = database();
    await client`insert into submissions (agent_id, challenge_id, status, composite_score, final_lane_scores)
      values (${agent}, ${agent}, 'scored', 5, '{"speed": 1}'), (${agent}, ${agent}, 'scored', 5, '{"speed": 1}')`;
    const session = open({as: await createLogin(['analytics_owner'])});
    for (const view of [
      'mv_weakness_patterns',
      'mv_lane_score_distribution',
      'mv_agent_progress',
      'mv_time_to_first_win',
    ])
      await session`call analytics_refresh(${view}, 'manual')`;
    expect(await session`select submission_count from mv_agent_progress`).toMatchObject([
      {submission_count: 2},
    ]);
    expect(await session`select attempt_count from mv_weakness_patterns`).toMatchObject([{attempt_count: 2}]);
    expect(await session`select scored_count from analytics_score_quality`).toMatchObject([
      {scored_count: 2},
    ]);
  });

  it('everything belongs to analytics_owner, and is on the list of what lanewatch owns', async () => {
    const {client} = database();
    const strays = await client`
      select c.relname as name from pg_class as c
      where c.relnamespace = 'public'::regnamespace and c.relname ~ '^(mv|analytics)_' and c.relkind in ('r', 'm', 'S')
        and c.relowner <> 'analytics_owner'::regrole
      union all
      select proname from pg_proc
      where pronamespace = 'public'::regnamespace and proowner <> 'analytics_owner'::regrole and proname like 'analytics%'
      union all
      select c.relname from pg_class as c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'm') and c.relname ~ '^(mv|analytics)_'
        and not exists (select from analytics_owned_objects() as object where object.name = c.relname)`;
    expect([...strays]).toEqual([]);
  });

  it('PUBLIC has no rights on anything of lanewatch', async () => {
    const {client, open, createLogin} = database();
    const granted = await client`
      select c.relname as name from pg_class as c cross join lateral aclexplode(c.relacl) as acl
      where acl.grantee = 0 and c.relnamespace = 'public'::regnamespace and c.relname ~ '^(mv|analytics)_'
      union all
      select p.proname from pg_proc as p
      cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as acl
      where acl.grantee = 0 and p.pronamespace = 'public'::regnamespace and p.proname like 'analytics%'`;
    expect([...granted]).toEqual([]);
    const stranger = open({as: await createLogin()});
    await expect(stranger`select from mv_agent_progress`).rejects.toMatchObject(refused);
    await expect(stranger`call analytics_refresh('mv_agent_progress')`).rejects.toMatchObject(refused);
  });
});

describe.each(servers)('rights the migrating user lacks on $name', server => {
  const database = provideDatabase(server, {migrated: false});

  it('are said one by one, and everything still works for that user', async () => {
    const {client, open, createLogin} = database();
    const user = await createLogin();
    // Owner of the database and of the tables, but neither superuser nor allowed to hand things to another role.
    await client.unsafe(`alter database ${user.database} owner to ${user.user};
      alter table submissions owner to ${user.user}; alter table bout_results owner to ${user.user};
      alter schema public owner to ${user.user}`);
    const {warnings, applied} = await migrate({connection: user});
    expect(applied.length).toBeGreaterThan(8);
    expect(warnings.map(({what}) => what)).toEqual(
      expect.arrayContaining([`Everything stays owned by ${user.user}, who alone can refresh`]),
    );
    const session = open({as: user});
    await session`insert into submissions (agent_id, challenge_id, status, composite_score)
      values (${agent}, ${agent}, 'scored', 5)`;
    await session`call analytics_refresh('mv_agent_progress')`;
    expect(await session`select submission_count from mv_agent_progress`).toMatchObject([
      {submission_count: 1},
    ]);
    expect((await migrate({connection: user})).applied).toEqual([]);
  });
});

describe.each(servers)('row security on $name', server => {
  const database = provideDatabase(server, {migrated: false});

  it('is not allowed to fill the views with nothing', async () => {
    const {client, connection} = database();
    await client.unsafe('alter table submissions enable row level security');
    const first = await migrate({connection});
    expect(first.warnings).toMatchObject([
      {why: expect.stringContaining('CREATE POLICY analytics_owner_reads')},
    ]);
    await client.unsafe(
      'create policy analytics_owner_reads on submissions for select to analytics_owner using (true)',
    );
    expect((await migrate({connection})).warnings).toEqual([]);
    await client`insert into submissions (agent_id, challenge_id, status) values (${agent}, ${agent}, 'scored')`;
    await client`call analytics_refresh('mv_agent_progress')`;
    expect(await client`select from mv_agent_progress`).toHaveLength(1);
  });
});

describe.each(servers)("Supabase's roles on $name", server => {
  const database = provideDatabase(server, {migrated: false});

  it('get nothing, though default privileges would give them all', async () => {
    const {client, connection} = database();
    await client.unsafe(`do $$ begin create role anon nologin; exception when duplicate_object then null; end $$;
      alter default privileges in schema public grant all on tables to anon;
      alter default privileges in schema public grant all on functions to anon`);
    await migrate({connection});
    const rights = await client`
      select name from analytics_owned_objects() as object
      where kind in ('TABLE', 'MATERIALIZED VIEW') and has_table_privilege('anon', object.name, 'select, insert, update, delete')
        or kind in ('FUNCTION') and has_function_privilege('anon', object.name, 'execute')`;
    expect([...rights]).toEqual([]);
  });
});

describe.skipIf(!hasPrivateServers)('sight of cron', () => {
  const home = providePrivateServer();

  it('analytics_reader sees the jobs and runs of everyone', async () => {
    const database = await createPlatform(home(), 'postgres');
    await database.client.unsafe('create extension pg_cron');
    await migrate({connection: database.connection});
    const reader = await database.createLogin(['analytics_reader']);
    const rows = await database.open({as: reader})`select jobname from cron.job order by jobname`;
    expect(rows.map(row => row.jobname)).toEqual([
      'purge-cron-history',
      'refresh-agent-progress',
      'refresh-lane-distributions',
      'refresh-time-to-first-win',
      'refresh-weakness-patterns',
      'verify-twins',
    ]);
    await database.client`insert into cron.job_run_details (jobid, username, status) values (1, 'somebody', 'failed')`;
    expect(await database.open({as: reader})`select status from cron.job_run_details`).toHaveLength(1);
    await database.close();
  });
});
