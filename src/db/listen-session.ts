import {setTimeout as delay} from 'node:timers/promises';
import type {Connection} from '../config/connection.ts';
import {type ListenLink, openListenLink} from './listen-link.ts';
import {type ListenEvent, type ListenState, newListenState} from './listen-state.ts';
import {toProblem} from './problem.ts';

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
  /** How often a notification is sent to the session to prove that it hears. */
  readonly echoMs?: number;
  readonly random?: () => number;
}

/** Reconnect delays: full jitter below a doubling ceiling. https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
const firstDelayMs = 500;
const longestDelayMs = 30_000;

/**
 * Listens on a session of its own, never the pool's and never inside a transaction. The driver's own `listen` is not
 * used: it counts no server refusals (a storm of connections) and cannot tell that it is down. A heartbeat on the same
 * socket finds half-open links; a notification sent to itself finds those that only seem to hear. After every loss the
 * session is opened anew, for ever, and the hole is told as a gap.
 */
export function openListenSession(connection: Connection, options: ListenOptions): ListenSession {
  const {onEvent, heartbeatMs = 10_000, heartbeatTimeoutMs = 5_000, echoMs = 60_000} = options;
  const stop = new AbortController();
  const random = options.random ?? Math.random;
  let nextId = 1;
  let state = newListenState();
  /** Since when nothing was heard, by both clocks; null while all is heard, and before anything ever was. */
  let hole: {from: Date; serverFrom: Date} | null = null;
  /** The last proof that notifications arrive, not only answers. */
  let provenAt: Date | null = null;
  /** Up to when all was heard: an answer proves the moment that it was asked for, not the one in which it came. */
  let soundUntil: Date | null = null;
  /** The server's clock minus ours. */
  let skewMs = 0;

  const change = (next: Partial<ListenState>) => {
    state = {...state, ...next};
    options.onState(state);
  };
  const byServer = (at: Date) => new Date(at.getTime() + skewMs);
  const beginHole = (from: Date | null) => {
    if (from === null) return;
    // What was on its way then is lost too, and was sent before.
    hole ??= {from, serverFrom: new Date(byServer(from).getTime() - (state.roundTripMs ?? 0))};
  };

  const run = async () => {
    while (!stop.signal.aborted) {
      const problem = await hear().catch(toProblem);
      if (stop.signal.aborted) return;
      if (state.link === 'live') beginHole(soundUntil);
      const attempts = state.attempts + 1;
      const ceilingMs = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempts, 10));
      const waitMs = random() * ceilingMs;
      change({
        link: 'lost',
        since: state.link === 'lost' ? state.since : new Date(),
        attempts,
        problem,
        retryAt: new Date(Date.now() + waitMs),
      });
      await delay(waitMs, undefined, {signal: stop.signal}).catch(() => {});
    }
  };

  /** One session from its opening to its loss, or until asked to stop; either way it throws. */
  const hear = async (): Promise<never> => {
    const link = openListenLink(connection, {
      channels: options.channels,
      timeoutMs: heartbeatTimeoutMs,
      signal: stop.signal,
      onNotify(channel, payload) {
        const at = new Date();
        // Not told as a change: there may be thousands a second.
        state = {...state, heardAt: at};
        soundUntil = at;
        onEvent({kind: 'notification', id: nextId++, at, channel, payload});
      },
    });
    try {
      await link.listen();
      const isFirst = state.heardAt === null;
      await beat(link);
      // Not before: a server that lets in and then says nothing is to be backed off from as well.
      change({attempts: 0, reconnects: state.reconnects + (isFirst ? 0 : 1)});
      for (let echoAtMs = 0; ; ) {
        if (performance.now() >= echoAtMs) {
          await prove(link);
          echoAtMs = performance.now() + echoMs;
        }
        await link.pause(heartbeatMs);
        await beat(link);
      }
    } finally {
      await link.close();
    }
  };

  const beat = async (link: ListenLink) => {
    const askedAt = new Date();
    const {roundTripMs, skewMs: skew} = await link.beat();
    skewMs = skew;
    if (soundUntil === null || soundUntil < askedAt) soundUntil = askedAt;
    change({heardAt: new Date(), roundTripMs});
  };

  const prove = async (link: ListenLink) => {
    const sentAt = new Date();
    const answer = await link.echo();
    const outcome =
      'unsent' in answer
        ? {echo: null, unproven: answer.unsent}
        : {echo: {sentAt, tookMs: answer.tookMs}, unproven: null};
    if (outcome.echo?.tookMs === null) becomeDeaf(outcome.echo);
    // Where none could be sent nothing is known: the link has the benefit of the doubt, unless it was found deaf.
    else if (outcome.echo || state.link !== 'deaf') becomeLive(outcome);
    else change(outcome);
  };

  const becomeDeaf = (echo: ListenState['echo']) => {
    beginHole(provenAt);
    const since = state.link === 'deaf' ? state.since : new Date();
    change({link: 'deaf', since, echo, unproven: null, problem: toProblem(deafError()), retryAt: null});
  };

  const becomeLive = (outcome: Pick<ListenState, 'echo' | 'unproven'>) => {
    const now = new Date();
    if (outcome.echo) provenAt = now;
    const gaps = state.gaps + (hole ? 1 : 0);
    if (hole) onEvent({kind: 'gap', id: nextId++, ...hole, to: now, serverTo: byServer(now)});
    hole = null;
    const since = state.link === 'live' ? state.since : now;
    change({link: 'live', since, gaps, ...outcome, problem: null, retryAt: null});
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

function deafError(): Error {
  return Object.assign(new Error('a notification sent to this session did not arrive'), {code: 'DEAF'});
}
