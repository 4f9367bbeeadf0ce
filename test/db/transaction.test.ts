import {describe, expect, it} from 'vitest';
import {migrate} from '../../src/db/migrate.ts';
import {toProblem} from '../../src/db/problem.ts';
import {inTransaction, type Session} from '../../src/db/transaction.ts';
import {backfill} from '../../src/pipeline/backfill.ts';
import {provideDatabase, servers} from '../support/servers.ts';

const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    error => toProblem(error).kind,
  );

describe.each(servers)('a transaction on $name', server => {
  const database = provideDatabase(server);
  const end = (pid: number) => database().client.unsafe('select pg_terminate_backend($1)', [pid]);
  const pidOf = async (session: Session) => {
    const [row] = await session.unsafe<{pid: number}[]>('select pg_backend_pid() as pid');
    return row?.pid ?? 0;
  };
  /** Ends each session of this name that waits for a lock, until the work is over; gives how it went. */
  async function endWhileWaiting(applicationName: string, work: Promise<unknown>) {
    let outcome: {kind: string | null} | undefined;
    void problemOf(work).then(kind => {
      outcome = {kind};
    });
    const endEach = async () => {
      await database().client`
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = ${applicationName} and wait_event_type = 'Lock' and datname = current_database()`;
      return outcome;
    };
    await expect.poll(endEach, {timeout: 20_000}).toBeDefined();
    return outcome?.kind;
  }

  it('holds wholly, or not at all', async () => {
    const client = database().open();
    await client.unsafe('create table kept (n int)');
    await inTransaction(client, session => session.unsafe('insert into kept values (1)'));
    const failing = inTransaction(client, async session => {
      await session.unsafe('insert into kept values (2)');
      throw new RangeError('enough');
    });
    await expect(failing).rejects.toThrow(RangeError);
    await expect(
      inTransaction(client, async session => {
        await session.unsafe('insert into kept values (3)');
        await session.unsafe('select 1 / 0');
      }),
    ).rejects.toMatchObject({code: '22012'});
    expect(await client.unsafe('select n from kept')).toEqual([{n: 1}]);
  });

  it.each(['before a statement', 'in a statement', 'before its end'])(
    'is a problem where its session is ended %s, and sends nothing in another one',
    async moment => {
      const client = database().open();
      await client.unsafe('create table if not exists left_behind (n int)');
      const work = inTransaction(client, async session => {
        const pid = await pidOf(session);
        if (moment === 'in a statement') {
          const sleeping = session.unsafe('select pg_sleep(60)');
          // A query is sent when somebody waits for it.
          await Promise.all([sleeping, end(pid)]);
          return;
        }
        await end(pid);
        await expect
          .poll(() => database().client`select from pg_stat_activity where pid = ${pid}`)
          .toHaveLength(0);
        if (moment === 'before a statement') await session.unsafe('insert into left_behind values (1)');
      });
      expect(await problemOf(work)).toBe('offline');
      expect(await client.unsafe('select n from left_behind')).toEqual([]);
    },
  );

  it('is one of the backfill and of migrate, which say so', async () => {
    const {connection, open} = database();
    const holder = open();
    await holder.unsafe('begin; lock table analytics_score_quality in access exclusive mode');
    const building = backfill(open({applicationName: 'lanewatch test backfill'}));
    expect(await endWhileWaiting('lanewatch test backfill', building)).toBe('offline');
    await holder.unsafe('rollback');

    await holder.unsafe(`begin; select pg_advisory_xact_lock(hashtextextended('lanewatch migrate', 0))`);
    expect(await endWhileWaiting('lanewatch migrate', migrate({connection}))).toBe('offline');
    await holder.unsafe('rollback');
    expect(await problemOf(migrate({connection}))).toBeNull();
  });
});
