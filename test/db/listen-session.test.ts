import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {Connection} from '../../src/config/connection.ts';
import {type ListenOptions, type ListenSession, openListenSession} from '../../src/db/listen-session.ts';
import type {ListenEvent, ListenState} from '../../src/db/listen-state.ts';
import {provideDatabase, servers} from '../support/servers.ts';
import {startTcpProxy, type TcpProxy} from './listen-session/tcp-proxy.ts';

/** A session, and all that it told. */
interface Ear {
  readonly session: ListenSession;
  readonly events: ListenEvent[];
  readonly states: ListenState[];
  payloads(): string[];
  gaps(): Extract<ListenEvent, {kind: 'gap'}>[];
}

describe.each(servers)('the listen session on $name', server => {
  const database = provideDatabase(server);
  let proxy: TcpProxy;
  const ears: Ear[] = [];

  beforeEach(async () => {
    proxy = await startTcpProxy(database().connection);
  });

  afterEach(async () => {
    await Promise.all(ears.splice(0).map(({session}) => session.close()));
    await proxy.close();
  });

  function listen(
    options: Partial<ListenOptions> = {},
    connection: Connection = proxy.connection,
    channels = ['heard'],
  ): Ear {
    const events: ListenEvent[] = [];
    const states: ListenState[] = [];
    const session = openListenSession(connection, {
      channels,
      onEvent: event => events.push(event),
      onState: state => states.push(state),
      random: () => 0.1,
      ...options,
    });
    const ear: Ear = {
      session,
      events,
      states,
      payloads: () => events.flatMap(event => (event.kind === 'notification' ? [event.payload] : [])),
      gaps: () => events.filter(event => event.kind === 'gap'),
    };
    ears.push(ear);
    return ear;
  }

  const live = ({session}: Ear) => expect.poll(() => session.state().link, {timeout: 10_000}).toBe('live');
  const notify = (payload: string, channel = 'heard') =>
    database().client`select pg_notify(${channel}, ${payload})`;
  const sessions = () => database().client<{pid: number; state: string; in_transaction: boolean}[]>`
    select pid, state, xact_start is not null as in_transaction from pg_stat_activity
    where application_name = 'lanewatch listener' and datname = current_database()`;
  const terminate = () => database().client`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'lanewatch listener' and datname = current_database()`;

  it('hears its channels in order, whatever their names, and no others', async () => {
    const channels = ['submission_scored', 'a "quoted" name; drop table x', 'Kanäle', "it's"];
    const ear = listen({}, proxy.connection, channels);
    await live(ear);
    await notify('not for us', 'another');
    for (const [index, channel] of channels.entries()) await notify(`${index}`, channel);
    await notify('', 'submission_scored');
    await expect.poll(() => ear.payloads()).toEqual(['0', '1', '2', '3', '']);
    expect(ear.events).toMatchObject(
      [...channels, 'submission_scored'].map((channel, id) => ({channel, id: id + 1})),
    );
  });

  it('gives payloads as they came, however strange', async () => {
    const ear = listen();
    await live(ear);
    const payloads = [
      'not {json',
      'x'.repeat(7_999),
      '\u001b[2J\u001b]0;owned\u0007',
      '\u202eevil\u2066\u200b',
      '{"nul": "\\u0000"}',
      '[1, null, {"submission_id": 7}]',
      '  spaces\n\tand lines  ',
    ];
    for (const payload of payloads) await notify(payload);
    await expect.poll(() => ear.payloads()).toEqual(payloads);
  });

  it('hears a channel whose name is 63 bytes long, and says of a longer one that it is not heard', async () => {
    const longest = 'ü'.repeat(31) + 'x';
    const ear = listen({}, proxy.connection, [longest]);
    await live(ear);
    await notify('heard', longest);
    await expect.poll(() => ear.payloads()).toEqual(['heard']);
    const tooLong = listen({}, proxy.connection, [`${longest}x`]);
    await expect.poll(() => tooLong.session.state().problem?.why).toContain('no longer listens on ü');
  });

  it('proves every so often that it hears, over the link that others use', async () => {
    const ear = listen({heartbeatMs: 20, echoMs: 50});
    await live(ear);
    const {echo, since} = ear.session.state();
    expect(echo?.tookMs).toBeGreaterThanOrEqual(0);
    await expect.poll(() => ear.session.state().echo).not.toEqual(echo);
    expect(ear.session.state()).toMatchObject({link: 'live', since, unproven: null, gaps: 0});
    expect(ear.events).toEqual([]);
  });

  it('says what is not proven where the notification to itself cannot be sent', async () => {
    const {client, createLogin} = database();
    const login = await createLogin([], 'connection limit 1');
    const ear = listen({}, {...proxy.connection, user: login.user, password: 'secret'});
    await live(ear);
    expect(ear.session.state()).toMatchObject({echo: null, unproven: {kind: 'offline', sqlstate: '53300'}});
    await client`select pg_notify('heard', 'all the same')`;
    await expect.poll(() => ear.payloads()).toEqual(['all the same']);
  });

  it('tells a gap by the clock of the server too', async () => {
    const ear = listen();
    await live(ear);
    const serverNow = async () =>
      (await database().client<{now: Date}[]>`select clock_timestamp() as now`)[0]?.now.getTime() ?? 0;
    const before = await serverNow();
    await terminate();
    await expect.poll(() => ear.gaps().length, {timeout: 10_000}).toBe(1);
    const [gap] = ear.gaps();
    // To the few milliseconds that measuring a clock over a link may be off.
    expect(gap?.serverFrom.getTime()).toBeLessThanOrEqual(before + 20);
    expect(gap?.serverTo.getTime()).toBeGreaterThanOrEqual(before);
  });

  it('holds one session, outside of transactions', async () => {
    const ear = listen({heartbeatMs: 20});
    await live(ear);
    const first = ear.session.state().heardAt;
    await expect.poll(() => ear.session.state().heardAt).not.toEqual(first);
    await expect.poll(sessions).toMatchObject([{state: 'idle', in_transaction: false}]);
    expect(ear.session.state()).toMatchObject({reconnects: 0, gaps: 0, problem: null, retryAt: null});
    expect(ear.session.state().roundTripMs).toBeGreaterThan(0);
  });

  it('tells the hole after its backend was terminated, and hears again', async () => {
    const ear = listen();
    await live(ear);
    await notify('before');
    await expect.poll(() => ear.payloads()).toEqual(['before']);
    const lastHeard = ear.session.state().heardAt;
    const before = Date.now();
    await terminate();
    await expect.poll(() => ear.session.state().link).toBe('lost');
    await live(ear);
    await notify('after');
    await expect.poll(() => ear.payloads()).toEqual(['before', 'after']);
    expect(ear.events.map(({kind, id}) => [kind, id])).toEqual([
      ['notification', 1],
      ['gap', 2],
      ['notification', 3],
    ]);
    const [gap] = ear.gaps();
    expect(gap?.from).toEqual(lastHeard);
    expect(gap?.from.getTime()).toBeLessThanOrEqual(before);
    expect(gap?.to.getTime()).toBeGreaterThanOrEqual(before);
    expect(ear.session.state()).toMatchObject({reconnects: 1, gaps: 1, problem: null});
    expect(await sessions()).toHaveLength(1);
  });

  it('says why the link is lost and when it is tried again', async () => {
    const ear = listen();
    await live(ear);
    proxy.reset();
    await expect
      .poll(() => ear.states.find(({link}) => link === 'lost'))
      .toMatchObject({
        problem: {kind: 'offline'},
        retryAt: expect.any(Date),
      });
    await live(ear);
    expect(ear.gaps()).toHaveLength(1);
  });

  it('finds a half-open link by its heartbeat, in time', async () => {
    const ear = listen({heartbeatMs: 50, heartbeatTimeoutMs: 300});
    await live(ear);
    const startedMs = performance.now();
    proxy.freeze();
    await expect.poll(() => ear.session.state().link, {interval: 10}).toBe('lost');
    expect(performance.now() - startedMs).toBeLessThan(1000);
    await live(ear);
    await notify('after');
    await expect.poll(() => ear.payloads()).toEqual(['after']);
    expect(ear.gaps()).toHaveLength(1);
    // The dead socket is not left lying about: it would keep the program from ending.
    await expect.poll(() => proxy.countOpen()).toBe(1);
  });

  it('gives up on a server that takes the login and then says nothing', async () => {
    proxy.freezeAt('listen');
    const ear = listen({heartbeatTimeoutMs: 300});
    await expect.poll(() => ear.session.state().link, {timeout: 5000}).toBe('lost');
    proxy.freezeAt(null);
    await live(ear);
    // Nothing had been heard before, so that nothing was missed.
    expect(ear.gaps()).toEqual([]);
  });

  it('backs off from a server that refuses the login, and returns when it is let in', async () => {
    const {client, createLogin} = database();
    const login = await createLogin();
    const ear = listen({random: () => 0.2}, {...proxy.connection, user: login.user, password: 'secret'});
    await live(ear);
    await client.unsafe(`alter role ${login.user} nologin`);
    const accepted = proxy.accepted;
    await terminate();
    const refusals = () =>
      ear.states.filter(({link, problem}) => link === 'lost' && problem?.kind === 'login');
    await expect.poll(() => refusals().length, {timeout: 10_000}).toBe(3);
    // One connection an attempt, and each wait twice the one before: 0.2 of 2, 4 and 8 times half a second.
    expect(proxy.accepted - accepted).toBe(3);
    const lost = ear.states.filter(({link}) => link === 'lost');
    const waits = lost
      .slice(1)
      .map((state, index) => (state.retryAt?.getTime() ?? 0) - (lost[index]?.retryAt?.getTime() ?? 0));
    expect(waits[0]).toBeGreaterThanOrEqual(400);
    expect(waits[1]).toBeGreaterThanOrEqual(800);
    expect(waits[2]).toBeGreaterThanOrEqual(1600);
    await client.unsafe(`alter role ${login.user} login`);
    await live(ear);
    expect(ear.session.state()).toMatchObject({reconnects: 1, gaps: 1});
  });

  describe('ends promptly and leaves nothing', () => {
    const timers = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;

    async function closePromptly({session}: Ear): Promise<void> {
      const startedMs = performance.now();
      await session.close();
      expect(performance.now() - startedMs).toBeLessThan(500);
      await expect.poll(() => proxy.countOpen()).toBe(0);
      await expect.poll(sessions).toEqual([]);
    }

    it('while it hears', async () => {
      const timersBefore = timers();
      const ear = listen();
      await live(ear);
      await closePromptly(ear);
      const told = ear.states.length;
      expect(timers()).toBeLessThanOrEqual(timersBefore);
      expect(ear.states).toHaveLength(told);
    });

    it('while it waits to try again', async () => {
      const ear = listen({random: () => 1});
      await live(ear);
      proxy.reset();
      await expect.poll(() => ear.session.state().link).toBe('lost');
      await closePromptly(ear);
    });

    it('while a heartbeat waits for its answer', async () => {
      const ear = listen({heartbeatMs: 20});
      await live(ear);
      const beforeMs = ear.session.state().heardAt?.getTime() ?? 0;
      proxy.freeze();
      await expect.poll(() => Date.now() - beforeMs).toBeGreaterThan(100);
      await closePromptly(ear);
    });

    it('while the login waits for its answer', async () => {
      // The name of the database is in the first message.
      proxy.freezeAt(proxy.connection.database);
      const ear = listen();
      await expect.poll(() => proxy.accepted).toBe(1);
      await closePromptly(ear);
    });

    it('before it has connected', async () => {
      await closePromptly(listen());
    });
  });
});
