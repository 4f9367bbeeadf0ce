import {setTimeout as delay} from 'node:timers/promises';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {type Client, endClient, openClient} from '../../src/db/client.ts';
import {provideDatabase, servers} from '../support/servers.ts';
import {startTcpProxy, type TcpProxy} from './listen-session/tcp-proxy.ts';

describe.each(servers)('a link to $name that breaks', server => {
  const database = provideDatabase(server);
  let proxy: TcpProxy;
  let client: Client;

  beforeEach(async () => {
    proxy = await startTcpProxy(database().connection);
    client = openClient(proxy.connection, {applicationName: 'lanewatch test', max: 2});
  });
  afterEach(async () => {
    await endClient(client, 0);
    await proxy.close();
  });

  /** How a statement ended, within a time that is long for all but one that waits for ever. */
  function ask(): Promise<string> {
    const answer = client.unsafe('select pg_sleep(0.005)', [], {prepare: true}).then(
      () => 'answered',
      () => 'failed',
    );
    return Promise.race([answer, delay(3000, 'waits for ever')]);
  }

  it.each([0, 2, 20])(
    'lets no statement wait for ever, also not one that is sent %i ms after',
    async laterMs => {
      expect(await Promise.all([ask(), ask()])).toEqual(['answered', 'answered']);
      proxy.reset();
      const ends = await Promise.all([ask(), ask()]);
      ends.push(...(await Promise.all([ask(), ask()])));
      await delay(laterMs);
      ends.push(...(await Promise.all([ask(), ask()])));
      expect(ends).not.toContain('waits for ever');
      await expect.poll(ask).toBe('answered');
    },
  );
});
