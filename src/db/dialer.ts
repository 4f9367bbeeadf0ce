import {Socket} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';
import type {Connection, Server} from '../config/connection.ts';
import {findPassword} from '../config/password-file.ts';
import {UserError} from '../config/user-error.ts';
import {openSocket} from './open-socket.ts';
import {tellLoss} from './tell-loss.ts';
import {closedError, watchLogin} from './watch-login.ts';

/** Opens the links of one client, and cuts them. */
export interface Dialer {
  /** Never throws: the driver would wait for ever. What failed is told by the events of the socket. */
  open(): Promise<Socket>;
  /** Of the server that was dialled last; empty where there is none. */
  password(): string;
  /** Gives up what is being opened, and cuts what stays open after so long. */
  close(graceMs: number): Promise<void>;
}

export interface DialerOptions {
  /** For each link; 0 waits for ever. */
  readonly timeoutMs: number;
  /** Chooses one of several servers. */
  readonly pick: (signal: AbortSignal) => Promise<Server>;
}

/**
 * All links of a client go to one server, chosen when the first is opened: a wish to cancel must reach the server that
 * works. When all have ended the choice is made anew.
 */
export function createDialer(connection: Connection, {timeoutMs, pick}: DialerOptions): Dialer {
  const sockets = new Set<Socket>();
  const ended = new AbortController();
  let chosen: Promise<Server> | undefined;
  let password = connection.password;

  async function dial(): Promise<Socket> {
    chosen ??= pick(ended.signal);
    const choice = chosen;
    try {
      const server = await choice;
      const socket = await openSocket(connection, server, {signal: ended.signal, timeoutMs});
      const explain = await lookUpPassword(server);
      // A server may refuse our certificate right after the handshake, while nobody listens.
      if (socket.destroyed) throw socket.errored ?? closedError(socket);
      watchLogin(socket, explain);
      tellLoss(socket);
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        if (sockets.size === 0) chosen = undefined;
      });
      // The driver names them in its errors.
      return Object.assign(socket, {host: server.host, port: server.port});
    } catch (error) {
      // Also where other links are open: they may be half open, to a server that is gone.
      if (chosen === choice) chosen = undefined;
      throw error;
    }
  }

  /** Looks a password up where none is given; gives what to say where the server asks for one all the same. */
  async function lookUpPassword(server: Server): Promise<() => Error | null> {
    if (connection.password !== undefined || connection.passwordFile === undefined) return () => null;
    const {database, user} = connection;
    const search = await findPassword(connection.passwordFile, {...server, database, user});
    password = search.password ?? undefined;
    if (search.password !== null) return () => null;
    const {why, remedy} = search;
    return () => new UserError('The server asks for a password and none is given', why, remedy);
  }

  return {
    open: () => dial().catch(brokenSocket),
    password: () => password ?? '',
    async close(graceMs) {
      ended.abort();
      const open = [...sockets].filter(socket => !socket.destroyed);
      if (open.length === 0) return;
      const closed = Promise.all(open.map(socket => new Promise(done => socket.once('close', done))));
      const waiting = new AbortController();
      await Promise.race([closed, delay(graceMs, undefined, {signal: waiting.signal}).catch(() => {})]);
      waiting.abort();
      for (const socket of open) socket.destroy();
    },
  };
}

/** A socket that fails as soon as somebody can hear it. */
function brokenSocket(error: unknown): Socket {
  const socket = new Socket();
  const cause = error instanceof Error ? error : new Error(String(error));
  setImmediate(() => socket.destroy(cause));
  return socket;
}
