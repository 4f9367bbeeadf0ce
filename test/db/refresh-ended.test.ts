import {describe, expect, it, vi} from 'vitest';
import {readLogOf} from '../support/refresh-log.ts';
import {provideDatabase, servers} from '../support/servers.ts';

describe.each(servers)('a refresh that is ended half-way on $name', server => {
  const database = provideDatabase(server);
  const logOf = (work: () => Promise<unknown>) => readLogOf(database(), work);

  /** Starts a refresh that waits for a lock a second session holds, does `harm` to it, and gives its rejection. */
  async function interrupt(harm: (pid: number) => Promise<unknown>): Promise<unknown> {
    const {client, open} = database();
    const holder = open();
    const victim = open();
    await victim`select 1`;
    await holder.unsafe('begin; lock table submissions in access exclusive mode');
    const outcome = victim`call analytics_refresh('mv_agent_progress', 'manual')`.then(
      () => 'no error',
      (error: unknown) => error,
    );
    const running = await vi.waitFor(async () => {
      const [row] = await client<{backend_pid: number}[]>`
        select backend_pid from analytics_refresh_log as log
        join pg_locks as waiting on waiting.pid = log.backend_pid and not waiting.granted
        where log.status = 'running'`;
      if (row === undefined) throw new Error('not waiting yet');
      return row;
    });
    await harm(running.backend_pid);
    const error = await outcome;
    await holder.unsafe('rollback');
    return error;
  }

  it('by a cancel, its row says so at once', async () => {
    const {client} = database();
    const log = await logOf(async () => {
      const error = await interrupt(pid => client`select pg_cancel_backend(${pid})`);
      expect(error).toMatchObject({code: '57014'});
    });
    expect(log).toMatchObject([{cause: 'manual', status: 'failed', sqlstate: '57014'}]);
    expect(await logOf(() => client`call analytics_refresh('mv_agent_progress')`)).toMatchObject([
      {status: 'succeeded'},
    ]);
  });

  it('by a kill, the next one resolves its row and works', async () => {
    const {client} = database();
    const log = await logOf(async () => {
      await interrupt(pid => client`select pg_terminate_backend(${pid})`);
      await vi.waitFor(async () => {
        const rows =
          await client`select from pg_stat_activity where query like 'call analytics_refresh%' and state = 'active'`;
        expect(rows.length).toBe(0);
      });
      await client`call analytics_refresh('mv_agent_progress')`;
    });
    expect(log).toMatchObject([
      {cause: 'manual', status: 'failed', error: 'the session ended before the refresh did'},
      {cause: 'cron', status: 'succeeded'},
    ]);
  });

  it('by a statement time-out, its row says so', async () => {
    const {open} = database();
    const hasty = open({statementTimeoutMs: 200});
    const holder = open();
    await holder.unsafe('begin; lock table submissions in access exclusive mode');
    const log = await logOf(() =>
      expect(hasty`call analytics_refresh('mv_agent_progress')`).rejects.toMatchObject({code: '57014'}),
    );
    await holder.unsafe('rollback');
    expect(log).toMatchObject([{status: 'failed', sqlstate: '57014'}]);
  });
});
