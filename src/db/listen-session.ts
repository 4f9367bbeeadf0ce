import {setTimeout as delay} from 'node:timers/promises';
import type {Connection} from '../config/connection.ts';
import {type Client, openClient} from './client.ts';
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
      let problem: Problem;
      try {
        await hear(() => {
          heard = true;
          attempts = 0;
          const now = new Date();
          if (lostSince) {
            options.onEvent({kind: 'gap', id: nextId++, from: lostSince, to: now});
            change({gaps: state.gaps + 1, reconnects: state.reconnects + 1});
          }
          change({link: 'live', since: now, heardAt: now, problem: null, retryAt: null});
        });
        return;
      } catch (error) {
        problem = toProblem(error);
      }
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

  /** One session from its opening to its loss; returns only when asked to stop. */
  const hear = async (onHearing: () => void) => {
    const lost = Promise.withResolvers<never>();
    lost.promise.catch(() => {});
    const client = openListenClient(connection, lost.reject, (channel, payload) => {
      options.onEvent({kind: 'notification', id: nextId++, at: new Date(), channel, payload});
    });
    try {
      for (const channel of options.channels) {
        await Promise.race([client.unsafe(`listen "${channel.replaceAll('"', '""')}"`), lost.promise]);
      }
      await beat(client, lost.promise);
      onHearing();
      while (!stop.signal.aborted) {
        await Promise.race([
          delay(options.heartbeatMs ?? 10_000, undefined, {signal: stop.signal}).catch(() => {}),
          lost.promise,
        ]);
        if (!stop.signal.aborted) await beat(client, lost.promise);
      }
    } finally {
      // Without a time limit a half-open socket would hold this up for minutes.
      await client.end({timeout: 0}).catch(() => {});
    }
  };

  const beat = async (client: Client, lost: Promise<never>) => {
    const startedMs = performance.now();
    const timeoutMs = options.heartbeatTimeoutMs ?? 5_000;
    const answered = new AbortController();
    const late = delay(timeoutMs, undefined, {signal: answered.signal}).then(() => {
      throw Object.assign(new Error(`no answer to a heartbeat within ${timeoutMs} ms`), {
        code: 'CONNECTION_CLOSED',
      });
    });
    late.catch(() => {});
    const question = client.unsafe(readSql('listen/list-channels.sql'));
    const rows = await Promise.race([question, late, lost]).finally(() => answered.abort());
    const heard = new Set(rows.map(row => row.channel));
    const missing = options.channels.filter(channel => !heard.has(channel));
    if (missing.length > 0) {
      throw Object.assign(new Error(`the session no longer listens on ${missing.join(', ')}`), {
        code: 'CONNECTION_CLOSED',
      });
    }
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

/** A client of one session that tells its loss and every notification. */
function openListenClient(
  connection: Connection,
  onLost: (error: Error) => void,
  onNotify: (channel: string, payload: string) => void,
): Client {
  return openClient(connection, {
    applicationName: 'lanewatch listener',
    max: 1,
    onNotify,
    onClose: () => onLost(Object.assign(new Error('the session was closed'), {code: 'CONNECTION_CLOSED'})),
  });
}
