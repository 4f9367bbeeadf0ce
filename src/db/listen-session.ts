import {setTimeout as delay} from 'node:timers/promises';
import type {Connection} from '../config/connection.ts';
import {type Client, type ClientOptions, endClient, openClient} from './client.ts';
import {type Problem, toProblem} from './problem.ts';
import {readSql} from './sql-files.ts';

/** A notification as it came, or a hole in what was heard. Both are numbered in the order of arrival. */
export type ListenEvent =
  | {
      readonly kind: 'notification';
      readonly id: number;
      readonly at: Date;
      readonly channel: string;
      readonly payload: string;
    }
  | {readonly kind: 'gap'; readonly id: number; readonly from: Date; readonly to: Date};

export interface ListenState {
  readonly link: 'connecting' | 'live' | 'lost';
  readonly since: Date;
  /** The last time the server proved that it is there. */
  readonly heardAt: Date | null;
  readonly roundTripMs: number | null;
  readonly reconnects: number;
  readonly gaps: number;
  readonly problem: Problem | null;
  readonly retryAt: Date | null;
}

export interface ListenSession {
  readonly channels: readonly string[];
  state(): ListenState;
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly channels: readonly string[];
  readonly onEvent: (event: ListenEvent) => void;
  readonly onState: (state: ListenState) => void;
  readonly heartbeatMs?: number;
  readonly heartbeatTimeoutMs?: number;
  readonly random?: () => number;
}

/** Reconnect delays: full jitter below a doubling ceiling. https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
const firstDelayMs = 500;
const longestDelayMs = 30_000;

/**
 * Listens on a session of its own, never the pool's and never inside a transaction. The driver's own `listen` is not
 * used: it counts no server refusals (a storm of connections) and cannot tell that it is down. A heartbeat on the same
 * socket finds half-open links; on every loss the session is opened anew for ever, and the hole is told as a gap.
 */
export function openListenSession(connection: Connection, options: ListenOptions): ListenSession {
  const stop = new AbortController();
  const random = options.random ?? Math.random;
  const heartbeatTimeoutMs = options.heartbeatTimeoutMs ?? 5_000;
  /** A login takes half a dozen round trips. */
  const openingMs = 2 * heartbeatTimeoutMs;
  let nextId = 1;
  let state: ListenState = {
    link: 'connecting',
    since: new Date(),
    heardAt: null,
    roundTripMs: null,
    reconnects: 0,
    gaps: 0,
    problem: null,
    retryAt: null,
  };
  const change = (next: Partial<ListenState>) => {
    state = {...state, ...next};
    options.onState(state);
  };

  const run = async () => {
    let attempts = 0;
    while (!stop.signal.aborted) {
      const lostSince = state.heardAt;
      let heard = false;
      const problem = await hear(() => {
        heard = true;
        attempts = 0;
        const now = new Date();
        if (lostSince) {
          options.onEvent({kind: 'gap', id: nextId++, from: lostSince, to: now});
          change({gaps: state.gaps + 1, reconnects: state.reconnects + 1});
        }
        change({link: 'live', since: now, heardAt: now, problem: null, retryAt: null});
      }).catch(toProblem);
      if (stop.signal.aborted) return;
      attempts += 1;
      const ceilingMs = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempts, 10));
      const waitMs = random() * ceilingMs;
      change({
        link: 'lost',
        since: heard || state.link !== 'lost' ? new Date() : state.since,
        problem,
        retryAt: new Date(Date.now() + waitMs),
      });
      await delay(waitMs, undefined, {signal: stop.signal}).catch(() => {});
    }
  };

  /** One session from its opening to its loss, or until asked to stop; either way it throws. */
  const hear = async (onHearing: () => void): Promise<never> => {
    const ended = Promise.withResolvers<never>();
    ended.promise.catch(() => {});
    const onStop = () => ended.reject(linkError('the session was ended'));
    stop.signal.addEventListener('abort', onStop);
    const client = openListenClient(connection, {
      connectTimeoutMs: openingMs,
      onClose: () => ended.reject(linkError('the session was closed')),
      onNotify: (channel, payload) =>
        options.onEvent({kind: 'notification', id: nextId++, at: new Date(), channel, payload}),
    });
    try {
      for (const channel of options.channels) {
        const listening = client.unsafe(`listen "${channel.replaceAll('"', '""')}"`);
        await inTime(listening, ended.promise, openingMs);
      }
      await beat(client, ended.promise);
      onHearing();
      for (;;) {
        const pause = delay(options.heartbeatMs ?? 10_000, undefined, {signal: stop.signal});
        await Promise.race([pause, ended.promise]);
        await beat(client, ended.promise);
      }
    } finally {
      stop.signal.removeEventListener('abort', onStop);
      await endClient(client, 0).catch(() => {});
    }
  };

  const beat = async (client: Client, ended: Promise<never>) => {
    const startedMs = performance.now();
    const rows = await inTime(client.unsafe(readSql('listen/list-channels.sql')), ended, heartbeatTimeoutMs);
    const heard = new Set(rows.map(row => row.channel));
    const missing = options.channels.filter(channel => !heard.has(channel));
    if (missing.length > 0) throw linkError(`the session no longer listens on ${missing.join(', ')}`);
    change({heardAt: new Date(), roundTripMs: performance.now() - startedMs});
  };

  const running = run();
  return {
    channels: options.channels,
    state: () => state,
    async close() {
      stop.abort();
      await running;
    },
  };
}

/** A client of one session. */
function openListenClient(
  connection: Connection,
  hooks: Pick<ClientOptions, 'connectTimeoutMs' | 'onClose' | 'onNotify'>,
): Client {
  return openClient(connection, {applicationName: 'lanewatch listener', max: 1, ...hooks});
}

/** Waits for an answer of the server; throws where the session ends before, or the answer is late. */
async function inTime<Answer>(
  answer: Promise<Answer>,
  ended: Promise<never>,
  timeoutMs: number,
): Promise<Answer> {
  const answered = new AbortController();
  const late = delay(timeoutMs, undefined, {signal: answered.signal}).then(() => {
    throw linkError(`no answer within ${timeoutMs} ms`);
  });
  late.catch(() => {});
  return Promise.race([answer, late, ended]).finally(() => answered.abort());
}

function linkError(message: string): Error {
  return Object.assign(new Error(message), {code: 'CONNECTION_CLOSED'});
}
