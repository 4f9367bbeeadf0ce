import {connect, type Socket} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';
import postgres from 'postgres';
import type {Connection} from '../config/connection.ts';
import {watchLogin} from './watch-login.ts';

export type Client = postgres.Sql;

export interface ClientOptions {
  /** Shown in pg_stat_activity; always begins with `lanewatch`. */
  applicationName: string;
  /** Sessions at most. */
  max?: number;
  /** The schema the pipeline is installed in; first on the search path. */
  schema?: string;
  readOnly?: boolean;
  /** 0 means none. */
  statementTimeoutMs?: number;
  connectTimeoutMs?: number;
  onNotice?(notice: postgres.Notice): void;
  /** Called for each notification on a channel that the session listens on. */
  onNotify?: (channel: string, payload: string) => void;
  /** Called when a session has ended, whoever ended it. */
  onClose?: () => void;
}

/**
 * Opens a lazy pool of sessions: nothing is sent before the first statement. Settings travel in the startup packet,
 * so a session that is opened again after a lost link has them again. `options` is left out because poolers refuse it.
 */
export function openClient(connection: Connection, options: ClientOptions): Client {
  const sockets = new Set<Socket>();
  // The driver knows these three but leaves them out of its types.
  const hooks: {
    onnotify?: (channel: string, payload: string) => void;
    onclose?: () => void;
    socket: () => Socket;
  } = {
    ...(options.onNotify ? {onnotify: options.onNotify} : {}),
    ...(options.onClose ? {onclose: options.onClose} : {}),
    socket() {
      const socket = openSocket(connection);
      watchLogin(socket, connection.tls);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
  };
  const client = postgres({
    ...hooks,
    host: connection.host,
    port: connection.port,
    database: connection.database,
    user: connection.user,
    ...(connection.password === undefined ? {} : {password: connection.password}),
    ssl: connection.tls === 'disable' || connection.host.startsWith('/') ? false : connection.tls,
    max: options.max ?? 1,
    // Saves a round trip; arrays travel as JSON instead.
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: (options.connectTimeoutMs ?? 10_000) / 1000,
    onnotice: options.onNotice ?? (() => {}),
    connection: {
      application_name: options.applicationName,
      ...(options.schema === undefined ? {} : {search_path: searchPath(options.schema)}),
      ...(options.readOnly ? {default_transaction_read_only: true} : {}),
      ...(options.statementTimeoutMs ? {statement_timeout: options.statementTimeoutMs} : {}),
    },
  });
  socketsOf.set(client, sockets);
  return client;
}

const socketsOf = new WeakMap<Client, ReadonlySet<Socket>>();

/** How long a server that is asked to end a session may take to close the link. */
const goodbyeMs = 200;

/**
 * Ends a client: what it does may take so long, then it is cut off. The driver alone waits for the server to close the
 * link; over a half-open one it never does, and the program could not end.
 */
export async function endClient(client: Client, timeoutMs: number): Promise<void> {
  await client.end({timeout: timeoutMs / 1000});
  // The driver takes all listeners off a socket that it encrypts, and such a socket need not tell that it has closed.
  const sockets = [...(socketsOf.get(client) ?? [])].filter(socket => !socket.destroyed);
  if (sockets.length === 0) return;
  const closed = Promise.all(sockets.map(socket => new Promise(done => socket.once('close', done))));
  const waiting = new AbortController();
  await Promise.race([closed, delay(goodbyeMs, undefined, {signal: waiting.signal}).catch(() => {})]);
  waiting.abort();
  for (const socket of sockets) socket.destroy();
}

/** Begins to connect; the driver is told of a failure by the socket's events. */
function openSocket({host, port}: Connection): Socket {
  // A host that is a folder is where the server's Unix socket is, as for libpq.
  if (host.startsWith('/')) return connect(`${host}/.s.PGSQL.${port}`);
  // The driver reads the name that the certificate must have from the socket.
  return Object.assign(connect(port, host), {host});
}

/** `public` stays on the path behind the pipeline's schema: the operational tables usually live there. */
function searchPath(schema: string): string {
  return [...new Set([schema, 'public'])].map(name => `"${name.replaceAll('"', '""')}"`).join(', ');
}
