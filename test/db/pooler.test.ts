import {afterEach, describe, expect, it} from 'vitest';
import {type ListenSession, openListenSession} from '../../src/db/listen-session.ts';
import type {ListenEvent} from '../../src/db/listen-state.ts';
import {echoNotification} from '../../src/db/notification-echo.ts';
import {toProblem} from '../../src/db/problem.ts';
import {openDatabase} from '../../src/queries/database.ts';
import {provideDatabase, servers} from '../support/servers.ts';
import {hasPgbouncer, type Pooler, startPgbouncer} from './listen-session/pgbouncer.ts';

/** Debian's pgbouncer: apt-get install -y pgbouncer. */
describe.skipIf(!hasPgbouncer() && process.env.CI !== 'true')('behind pgbouncer', () => {
  describe.each(servers)('before $name', server => {
    const database = provideDatabase(server);
    const events: ListenEvent[] = [];
    let pooler: Pooler | undefined;
    let session: ListenSession | undefined;

    afterEach(async () => {
      await session?.close();
      await pooler?.stop();
      events.length = 0;
    });

    async function listen(mode: 'transaction' | 'session'): Promise<ListenSession> {
      pooler = await startPgbouncer(database().connection, mode);
      session = openListenSession(pooler.connection, {
        channels: ['heard'],
        onEvent: event => events.push(event),
        onState: () => {},
        heartbeatMs: 50,
        heartbeatTimeoutMs: 400,
        echoMs: 100,
        random: () => 0.1,
      });
      return session;
    }

    it('in transaction mode the session is deaf, says so, and names the reason', async () => {
      const {state} = await listen('transaction');
      await expect.poll(() => state().link, {timeout: 10_000}).toBe('deaf');
      expect(state()).toMatchObject({
        echo: {tookMs: null},
        problem: {
          what: expect.stringContaining('a pooler in transaction mode'),
          remedy: expect.stringContaining('Postgres itself'),
        },
      });
      // All the while every heartbeat says that the channel is listened on.
      const {since, heardAt} = state();
      await expect.poll(() => state().heardAt).not.toEqual(heardAt);
      expect(state()).toMatchObject({link: 'deaf', since, reconnects: 0});
    });

    it('in transaction mode a single look finds it out too', async () => {
      pooler = await startPgbouncer(database().connection, 'transaction');
      const echo = await echoNotification(pooler.connection, {timeoutMs: 400});
      expect(echo.tookMs).toBeNull();
    });

    it('a session that needs settings is told that a pooler stands in the way', async () => {
      pooler = await startPgbouncer(database().connection, 'transaction');
      const lanewatch = openDatabase(pooler.connection, {
        schema: 'public',
        readOnly: true,
        statementTimeoutMs: 1000,
      });
      const problem = await lanewatch.facts().then(() => expect.fail('it was let in'), toProblem);
      await lanewatch.close();
      expect(problem).toMatchObject({
        kind: 'settings',
        what: expect.stringContaining('pooler'),
        why: expect.stringContaining('unsupported startup parameter'),
        remedy: expect.stringContaining('Postgres itself'),
      });
    });

    it('in session mode it hears', async () => {
      const {state} = await listen('session');
      await expect.poll(() => state().link, {timeout: 10_000}).toBe('live');
      expect(state().echo?.tookMs).toBeGreaterThanOrEqual(0);
      await database().client`select pg_notify('heard', 'found')`;
      await expect.poll(() => events).toMatchObject([{payload: 'found'}]);
    });
  });
});
