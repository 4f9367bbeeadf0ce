import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {resolveConnection} from '../../src/config/resolve-connection.ts';
import {type Client, endClient, openClient} from '../../src/db/client.ts';
import {toProblem} from '../../src/db/problem.ts';
import type {PrivateServer} from '../support/debian-postgres.ts';
import {startReplica} from '../support/replica.ts';
import {hasPrivateServers, providePrivateServer} from '../support/servers.ts';

/** A primary and a standby that streams from it. */
describe.skipIf(!hasPrivateServers)('several hosts', () => {
  const primary = providePrivateServer();
  let standby: PrivateServer;
  beforeAll(async () => {
    standby = await startReplica(primary());
  });
  afterAll(() => standby?.stop());

  const opened: Client[] = [];
  afterEach(() => Promise.all(opened.splice(0).map(each => endClient(each, 0))));

  const ports = {
    primary: () => primary().connection.port,
    standby: () => standby.connection.port,
    nowhere: () => 1,
  };
  type Name = keyof typeof ports;

  function open(names: readonly Name[], text = '', options: {readOnly?: boolean; max?: number} = {}): Client {
    const list = names.map(name => ports[name]()).join(',');
    const hosts = names.map(() => '127.0.0.1').join(',');
    const given = `host=${hosts} port=${list} user=postgres dbname=postgres ${text}`;
    const client = openClient(resolveConnection(given, {HOME: '/nowhere'}), {
      applicationName: 'lanewatch test',
      ...options,
    });
    opened.push(client);
    return client;
  }

  async function reach(client: Client): Promise<number> {
    const [row] = await client.unsafe("select current_setting('port')::int as port");
    return row?.port;
  }

  it.each<[names: Name[], target: string, reached: Name]>([
    [['primary', 'standby'], 'any', 'primary'],
    [['standby', 'primary'], 'any', 'standby'],
    [['nowhere', 'standby'], 'any', 'standby'],
    [['standby', 'primary'], 'primary', 'primary'],
    [['standby', 'primary'], 'read-write', 'primary'],
    [['primary', 'standby'], 'standby', 'standby'],
    [['primary', 'standby'], 'read-only', 'standby'],
    [['primary', 'standby'], 'prefer-standby', 'standby'],
    [['primary', 'nowhere'], 'prefer-standby', 'primary'],
    [['nowhere', 'standby', 'primary'], 'read-write', 'primary'],
    [['primary'], 'primary', 'primary'],
  ])('%j with target_session_attrs=%s reaches the %s', async (names, target, reached) => {
    expect(await reach(open(names, `target_session_attrs=${target}`))).toBe(ports[reached]());
  });

  it('a session that is made read-only still tells a primary by what it is', async () => {
    const client = open(['standby', 'primary'], 'target_session_attrs=read-write', {readOnly: true});
    expect(await reach(client)).toBe(ports.primary());
  });

  it('all sessions of a client go to one server', async () => {
    const client = open(['nowhere', 'primary', 'standby'], 'load_balance_hosts=random', {max: 3});
    const reached = await Promise.all([1, 2, 3].map(() => reach(client)));
    expect(new Set(reached).size).toBe(1);
  });

  it('a lost server gives way to the next', async () => {
    const first = await startReplica(primary());
    const hosts = `host=127.0.0.1,127.0.0.1 port=${first.connection.port},${ports.primary()}`;
    const client = openClient(
      resolveConnection(`${hosts} user=postgres dbname=postgres`, {HOME: '/nowhere'}),
      {
        applicationName: 'lanewatch test',
      },
    );
    opened.push(client);
    expect(await reach(client)).toBe(first.connection.port);
    await first.stop();
    await expect.poll(() => reach(client).catch(() => null), {timeout: 10_000}).toBe(ports.primary());
  });

  it('says of each why none is taken', async () => {
    const problem = await open(['nowhere', 'standby'], 'target_session_attrs=primary')
      .unsafe('select 1')
      .then(() => expect.fail('one was taken'), toProblem);
    expect(problem).toMatchObject({kind: 'offline', what: expect.stringContaining('target_session_attrs')});
    expect(problem.why).toMatch(
      /127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED.*; 127\.0\.0\.1:\d+ is a standby/,
    );
  });

  it('a refused login ends the search, as in libpq', async () => {
    const problem = await open(['primary', 'standby'], 'target_session_attrs=standby user=nobody_here')
      .unsafe('select 1')
      .then(() => expect.fail('somebody was let in'), toProblem);
    expect(problem).toMatchObject({kind: 'login', why: expect.stringContaining('nobody_here')});
  });
});
