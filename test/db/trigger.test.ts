import {randomUUID} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {provideDatabase, servers} from '../support/servers.ts';

const agent = '00000000-0000-4000-8000-00000000000a';
const maze = '00000000-0000-4000-8000-0000000000c1';
const tower = '00000000-0000-4000-8000-0000000000c2';

describe.each(servers)('events of submissions on $name', server => {
  const database = provideDatabase(server);
  let heard: Array<Record<string, unknown>> = [];
  let stopListening: (() => Promise<void>) | undefined;

  beforeEach(async () => {
    const {client, open} = database();
    await client`truncate submissions cascade`;
    await client`truncate analytics_refresh_queue`;
    heard = [];
    const listening = await open().listen('submission_scored', payload => {
      heard.push(JSON.parse(payload));
    });
    stopListening = listening.unlisten;
  });
  afterEach(() => stopListening?.());

  const outbox = () =>
    database().client<{id: number; challenge_id: string; submission_count: number}[]>`
      select id::int, challenge_id, submission_count from analytics_refresh_queue order by id`;

  /** All that was said before this moment: notifications arrive in the order of commits. */
  async function notices(): Promise<Array<Record<string, unknown>>> {
    const mark = randomUUID();
    await database().client`select pg_notify('submission_scored', ${JSON.stringify({mark})})`;
    await vi.waitFor(() => expect(heard.at(-1)).toEqual({mark}));
    return heard.filter(notice => notice.mark === undefined);
  }

  async function insert(over: Record<string, unknown> = {}): Promise<string> {
    const row = {
      agent_id: agent,
      challenge_id: maze,
      status: 'scored',
      id: randomUUID(),
      composite_score: 1,
      ...over,
    };
    await database().client`insert into submissions ${database().client(row)}`;
    return row.id;
  }

  it('come when a scored row appears', async () => {
    const id = await insert();
    const [row] = await outbox();
    expect(row).toMatchObject({challenge_id: maze, submission_count: 1});
    expect(await notices()).toEqual([
      {submission_id: id, challenge_id: maze, agent_id: agent, queue_id: row?.id},
    ]);
  });

  it('come when a row gets scored, not before', async () => {
    const {client} = database();
    const id = await insert({status: 'queued'});
    await client`update submissions set status = 'judging' where id = ${id}`;
    expect(await outbox()).toEqual([]);
    await client`update submissions set status = 'scored', final_lane_scores = '{"speed": 1}' where id = ${id}`;
    expect(await outbox()).toMatchObject([{challenge_id: maze}]);
    expect(await notices()).toMatchObject([{submission_id: id}]);
  });

  it.each([
    ['its lane scores change', `final_lane_scores = '{"speed": 2}'`],
    ['its composite score changes', 'composite_score = 2'],
    ['its composite score goes away', 'composite_score = null'],
    ['it stops being scored', `status = 'failed'`],
    ['its bout becomes known', 'bout_id = gen_random_uuid()'],
    ['its agent changes', 'agent_id = gen_random_uuid()'],
    ['its time changes', `created_at = created_at - interval '1 day'`],
  ])('come when %s', async (_what, change) => {
    await insert();
    await database().client.unsafe(`truncate analytics_refresh_queue; update submissions set ${change}`);
    expect(await outbox()).toMatchObject([{challenge_id: maze, submission_count: 1}]);
  });

  it('come when a scored row is deleted', async () => {
    const id = await insert();
    await database().client`delete from submissions where id = ${id}`;
    expect(await outbox()).toMatchObject([{challenge_id: maze}, {challenge_id: maze}]);
    expect(await notices()).toMatchObject([{submission_id: id}, {submission_id: id}]);
  });

  it('name both challenges when a row moves', async () => {
    await insert();
    await database().client.unsafe(
      `truncate analytics_refresh_queue; update submissions set challenge_id = '${tower}'`,
    );
    expect((await outbox()).map(row => row.challenge_id).sort()).toEqual([maze, tower]);
  });

  it('name the old and the new row when a key changes', async () => {
    await insert();
    await database().client.unsafe(
      'truncate analytics_refresh_queue; update submissions set id = gen_random_uuid()',
    );
    expect(await outbox()).toMatchObject([{challenge_id: maze, submission_count: 2}]);
  });

  it.each([
    ['nothing changes', 'composite_score = composite_score'],
    ['something else changes', `updated_at = now(), repository_url = 'https://example.org'`],
  ])('do not come when %s', async (_what, change) => {
    await insert();
    await database().client.unsafe(`truncate analytics_refresh_queue; update submissions set ${change}`);
    await database().client.unsafe(
      `delete from submissions where status = 'queued'; update submissions set status = 'scored'`,
    );
    expect(await outbox()).toEqual([]);
  });

  it.each([
    `composite_score = 2, updated_at = now()`,
    `status = 'failed'`,
    `status = 'failed', challenge_id = '${tower}'`,
    `challenge_id = '${tower}', composite_score = 2`,
    `id = gen_random_uuid(), challenge_id = '${tower}'`,
    `commit_sha = 'c0ffee'`,
    `composite_score = 1.0`,
  ])('are the same for one row as for one among many: %s', async change => {
    const {client} = database();
    const told = async (where: string) => {
      await client`truncate analytics_refresh_queue`;
      await client.unsafe(`update submissions set ${change} where ${where}`);
      return (await outbox()).map(row => [row.challenge_id, row.submission_count]).sort();
    };
    const alone = await insert();
    const toldAlone = await told(`id = '${alone}'`);
    const among = await insert();
    const unscored = await insert({status: 'queued'});
    expect(await told(`id in ('${among}', '${unscored}')`)).toEqual(toldAlone);
  });

  it('tell only the new challenge of a row that gets scored there', async () => {
    const id = await insert({status: 'judging'});
    await database()
      .client`update submissions set status = 'scored', challenge_id = ${tower} where id = ${id}`;
    expect(await outbox()).toMatchObject([{challenge_id: tower, submission_count: 1}]);
  });

  it('do not come from rows that never were scored, nor from a rollback', async () => {
    const {client} = database();
    await insert({status: 'failed'});
    await client`delete from submissions`;
    await expect(
      client.begin(async session => {
        await session`insert into submissions (agent_id, challenge_id, status) values (${agent}, ${maze}, 'scored')`;
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await outbox()).toEqual([]);
    expect(await notices()).toEqual([]);
  });

  it('are single up to a hundred rows, and one summary above', async () => {
    const {client} = database();
    const insertMany = (count: number) => client`
      insert into submissions (agent_id, challenge_id, status)
      select ${agent}, case when n % 2 = 0 then ${maze} else ${tower} end::uuid, 'scored' from generate_series(1, ${count}::int) n`;
    await insertMany(100);
    expect(await notices()).toHaveLength(100);
    expect(await outbox()).toMatchObject([{submission_count: 50}, {submission_count: 50}]);
    heard = [];
    await insertMany(101);
    const said = await notices();
    expect(said).toMatchObject([{count: 101, challenge_count: 2}]);
    expect([...((said[0]?.challenge_ids ?? []) as string[])].sort()).toEqual([maze, tower]);
  });

  it('stay few when a hundred thousand rows change, also after a session has changed single ones', async () => {
    const {client, open} = database();
    await client.unsafe(`alter table submissions disable trigger user;
      insert into submissions (agent_id, challenge_id, status, composite_score)
      select gen_random_uuid(), md5((n % 500)::text)::uuid, 'scored', 0 from generate_series(1, 100000) as n;
      alter table submissions enable trigger user;`);
    const writer = open();
    // Ten times, so that a cached plan is in use.
    for (let score = 1; score <= 10; score += 1)
      await writer`update submissions set composite_score = ${score} where id = (select min(id::text)::uuid from submissions)`;
    await client`truncate analytics_refresh_queue`;
    await notices();
    heard = [];
    await writer`update submissions set composite_score = composite_score + 1`;
    const rows = await outbox();
    expect(rows).toHaveLength(500);
    expect(rows.reduce((sum, row) => sum + row.submission_count, 0)).toBe(100_000);
    const said = await notices();
    expect(said).toMatchObject([{count: 100_000, challenge_count: 500}]);
    // The limit of a payload is 8000 bytes.
    expect(said[0]?.challenge_ids).toHaveLength(100);
    heard = [];
    await writer`delete from submissions`;
    expect(await notices()).toHaveLength(1);
  });

  it('never make a writer wait for another, on the same challenge and in any order', async () => {
    const {client, open} = database();
    const ids = await Promise.all([insert(), insert(), insert()]);
    await client`truncate analytics_refresh_queue`;
    const sessions = ids.map(() => open({statementTimeoutMs: 3_000}));
    await Promise.all(sessions.map(session => session.unsafe('begin')));
    for (const [at, session] of sessions.entries())
      await session`update submissions set composite_score = 7 where id = ${ids[at] ?? ''}`;
    const waiting = await client`select from pg_locks where not granted`;
    expect(waiting).toHaveLength(0);
    await Promise.all(sessions.map(session => session.unsafe('commit')));
    expect(await outbox()).toHaveLength(3);
  });

  it('are left out where they would make writers wait for the commits of others, but the outbox has every row', async () => {
    const {open} = database();
    const ids = await Promise.all([insert(), insert(), insert(), insert()]);
    await database().client`truncate analytics_refresh_queue`;
    await notices();
    heard = [];
    const sessions = ids.map(() => open({statementTimeoutMs: 3_000}));
    await Promise.all(sessions.map(session => session.unsafe('begin')));
    for (const [at, session] of sessions.entries())
      await session`update submissions set composite_score = 8 where id = ${ids[at] ?? ''}`;
    await Promise.all(sessions.map(session => session.unsafe('commit')));
    expect(await outbox()).toHaveLength(4);
    // Two turns, by the parity of the session's process: one or both are taken.
    expect([1, 2]).toContain((await notices()).length);
    heard = [];
    await database().client`update submissions set composite_score = 9 where id = ${ids[0] ?? ''}`;
    expect(await notices()).toMatchObject([{submission_id: ids[0]}]);
  });

  it('come from a writer that has no rights on the outbox', async () => {
    const {client, open, createLogin} = database();
    const writer = await createLogin();
    await client.unsafe(`grant insert on submissions to ${writer.user}`);
    await open({
      as: writer,
    })`insert into submissions (agent_id, challenge_id, status) values (${agent}, ${maze}, 'scored')`;
    expect(await outbox()).toMatchObject([{challenge_id: maze}]);
  });

  it.each([
    [
      'is full of trouble',
      'add constraint analytics_trouble check (false) not valid',
      'drop constraint analytics_trouble',
    ],
    ['is not there', 'rename to analytics_elsewhere', ''],
  ])('never fail the writer when the outbox %s', async (_what, breakage, repair) => {
    const {client, open} = database();
    await client.unsafe(`alter table analytics_refresh_queue ${breakage}`);
    const warnings: string[] = [];
    const writer = open({onNotice: notice => warnings.push(notice.message ?? '')});
    await writer`insert into submissions (agent_id, challenge_id, status) values (${agent}, ${maze}, 'scored')`;
    expect(warnings.join()).toContain('lanewatch did not see this change of submissions');
    expect(await client`select from submissions`).toHaveLength(1);
    if (repair) await client.unsafe(`alter table analytics_refresh_queue ${repair}`);
    else await client.unsafe('alter table analytics_elsewhere rename to analytics_refresh_queue');
  });

  it('give a writer up after a quarter of a second when the outbox is locked', async () => {
    const {client, open} = database();
    const holder = open();
    await holder.unsafe('begin; lock table analytics_refresh_queue in access exclusive mode');
    await open({statementTimeoutMs: 5_000})`
      insert into submissions (agent_id, challenge_id, status) values (${agent}, ${maze}, 'scored')`;
    await holder.unsafe('rollback');
    expect(await client`select from submissions`).toHaveLength(1);
    expect(await outbox()).toEqual([]);
  });
});
