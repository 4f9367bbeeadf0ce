import {afterAll, describe, expect, it} from 'vitest';
import type {Client} from '../../src/db/client.ts';
import {type Database, openDatabase} from '../../src/queries/database.ts';
import {tailOutbox} from '../../src/queries/tail-outbox.ts';
import {beginning, moveOn} from '../../src/screens/events/outbox-position.ts';
import {provideDatabase, servers} from '../support/servers.ts';

const challenge = '00000000-0000-4000-8000-00000000000c';

describe.each(servers)('following the outbox on $name', server => {
  const database = provideDatabase(server);
  const opened: Database[] = [];
  afterAll(() => Promise.all(opened.map(session => session.close())));

  /** Looks again and again, each time where the look before ended. */
  async function follow(as = database().connection) {
    const session = openDatabase(as, {schema: 'public', readOnly: true, statementTimeoutMs: 10_000});
    opened.push(session);
    let position = beginning;
    return {
      async look(limit = 1000) {
        const params = {known_id: position.knownId, seen_snapshot: position.snapshot, limit};
        const [found] = await session.ask(tailOutbox, params);
        if (!found) throw new Error('the look gave no row');
        position = moveOn(position, found);
        return {ids: found.events.map(({queue_id}) => queue_id), count: found.unseen_count};
      },
      knownId: () => position.knownId,
    };
  }

  async function queue(client: Client, count = 1): Promise<number[]> {
    const rows = await client<{id: number}[]>`
      insert into analytics_refresh_queue (challenge_id, submission_count)
      select ${challenge}::uuid, nth from generate_series(1, ${count}::int) as nth
      returning id::int`;
    return rows.map(({id}) => id);
  }

  it('as analytics_reader: each row once, however late it is committed', async () => {
    const {client, open, createLogin} = database();
    const tail = await follow(await createLogin(['analytics_reader']));
    await tail.look();
    const [slow, quick] = [open({max: 1}), open({max: 1})];
    // The slow one's transaction began first, and its second id comes last: neither order is that of the commits.
    await slow`begin`;
    await slow`select pg_current_xact_id()`;
    await quick`begin`;
    const lowest = await queue(quick);
    const late = await queue(slow);
    const other = await queue(client);
    expect((await tail.look()).ids).toEqual(other);
    await slow`commit`;
    expect((await tail.look()).ids).toEqual(late);
    const more = await queue(client, 3);
    expect((await tail.look()).ids).toEqual(more);
    // All ids around it are known, but it was not committed: it must not be passed.
    expect(tail.knownId()).toBeLessThan(lowest[0] ?? 0);
    await quick`commit`;
    expect((await tail.look()).ids).toEqual(lowest);
    expect((await tail.look()).ids).toEqual([]);
    // Not before every transaction of the server that began earlier has ended, and other tests have theirs.
    await expect.poll(async () => (await tail.look()) && tail.knownId(), {timeout: 20_000}).toBe(more.at(-1));
  });

  it('gives the newest where there are more than it may read, and says how many there were', async () => {
    const {client} = database();
    const tail = await follow();
    await tail.look();
    const ids = await queue(client, 50);
    expect(await tail.look(10)).toEqual({ids: ids.slice(-10), count: 50});
    expect(await tail.look(10)).toEqual({ids: [], count: 0});
  });

  it('loses nothing of what many writers commit in any order', async () => {
    const {client} = database();
    const tail = await follow();
    await tail.look();
    const written: number[] = [];
    const writer = async (nth: number) => {
      for (let turn = 0; turn < 15; turn += 1)
        await client.begin(async sql => {
          written.push(...(await queue(sql as unknown as Client, 1 + (turn % 3))));
          await sql`select pg_sleep(${((nth * 7 + turn * 3) % 10) / 1000})`;
          written.push(...(await queue(sql as unknown as Client)));
        });
    };
    let isWriting = true;
    const writers = Promise.all([1, 2, 3].map(writer)).finally(() => {
      isWriting = false;
    });
    const seen: number[] = [];
    while (isWriting) seen.push(...(await tail.look()).ids);
    await writers;
    seen.push(...(await tail.look()).ids);
    expect(seen.toSorted((one, other) => one - other)).toEqual(written.toSorted((one, other) => one - other));
  });
});
