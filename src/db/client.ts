import type {Socket} from 'node:net';
import process from 'node:process';
import postgres from 'postgres';
import type {Connection, Server} from '../config/connection.ts';
import {createDialer, type Dialer} from './dialer.ts';
import {keepFresh} from './fresh-client.ts';
import {pickServer, type SessionKind} from './pick-server.ts';
import {readSql} from './sql-files.ts';

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
  /** How long a statement waits for a lock. 0 means for ever. */
  lockTimeoutMs?: number;
  connectTimeoutMs?: number;
  onNotice?(notice: postgres.Notice): void;
  /** Called for each notification on a channel that the session listens on. */
  onNotify?: (channel: string, payload: string) => void;
  /** Called when a session has ended, whoever ended it. */
  onClose?: () => void;
}

/**
 * Opens a lazy pool of sessions: nothing is sent before the first statement. Settings travel in the startup packet,
 * so a session that is opened again after a lost link has them again. `options` is
 * sent only where the user gives it: poolers refuse it.
 */
export function openClient(connection: Connection, options: ClientOptions): Client {
  const dialer = createDialer(connection, {
    timeoutMs: connectTimeoutMs(connection, options),
    pick: signal => pickServer(connection, server => askSessionKind(connection, server, signal)),
  });
  const waiting = new Set<() => void>();
  const client = keepFresh(onClose =>
    openPool(connection, dialer, {
      ...options,
      onClose() {
        onClose();
        for (const tell of waiting) tell();
        options.onClose?.();
      },
    }),
  );
  dialers.set(client, dialer);
  closings.set(client, waiting);
  return client;
}

/** Calls back whenever a session of the client has ended; gives what forgets the wish. */
export function onClosed(client: Client, tell: () => void): () => void {
  const waiting = closings.get(client);
  waiting?.add(tell);
  return () => void waiting?.delete(tell);
}

function connectTimeoutMs(connection: Connection, options: ClientOptions): number {
  return connection.connectTimeoutMs ?? options.connectTimeoutMs ?? 10_000;
}

function openPool(connection: Connection, dialer: Dialer, options: ClientOptions): Client {
  // The driver knows these three but leaves them out of its types.
  const hooks: {
    onnotify?: (channel: string, payload: string) => void;
    onclose?: () => void;
    socket: () => Promise<Socket>;
  } = {
    ...(options.onNotify ? {onnotify: options.onNotify} : {}),
    ...(options.onClose ? {onclose: options.onClose} : {}),
    socket: dialer.open,
  };
  return withoutVariables(() =>
    postgres({
      ...hooks,
      host: connection.host,
      port: connection.port,
      database: connection.database,
      user: connection.user,
      password: dialer.password,
      // The socket comes encrypted.
      ssl: false,
      max: options.max ?? 1,
      // Saves a round trip; arrays travel as JSON instead.
      fetch_types: false,
      idle_timeout: 0,
      max_lifetime: null,
      connect_timeout: connectTimeoutMs(connection, options) / 1000,
      keep_alive: connection.keepAliveMs === undefined ? 60 : connection.keepAliveMs / 1000,
      onnotice: options.onNotice ?? (() => {}),
      connection: {
        application_name: options.applicationName,
        ...(connection.serverOptions === undefined ? {} : {options: connection.serverOptions}),
        ...(options.schema === undefined ? {} : {search_path: searchPath(options.schema)}),
        ...(options.readOnly ? {default_transaction_read_only: true} : {}),
        ...(options.statementTimeoutMs ? {statement_timeout: options.statementTimeoutMs} : {}),
        ...(options.lockTimeoutMs ? {lock_timeout: options.lockTimeoutMs} : {}),
      },
    }),
  );
}

const dialers = new WeakMap<Client, Dialer>();
const closings = new WeakMap<Client, Set<() => void>>();

/** How long a server that is asked to end a session may take to close the link. */
const goodbyeMs = 200;

/**
 * Ends a client: what it does may take so long, then it is cut off. The driver alone waits for the server to close the
 * link; over a half-open one it never does, and the program could not end.
 */
export async function endClient(client: Client, timeoutMs: number): Promise<void> {
  await client.end({timeout: timeoutMs / 1000});
  await dialers.get(client)?.close(goodbyeMs);
}

/** Asks one of several servers what it is, in a session of its own that is plain: it must say what it is by itself. */
async function askSessionKind(
  connection: Connection,
  server: Server,
  signal: AbortSignal,
): Promise<SessionKind> {
  signal.throwIfAborted();
  const {alternatives: _, target: __, address: ___, ...rest} = connection;
  const client = openClient({...rest, ...server}, {applicationName: 'lanewatch choosing a server'});
  const giveUp = () => void endClient(client, 0);
  signal.addEventListener('abort', giveUp);
  try {
    const [kind] = await client.unsafe<SessionKind[]>(readSql('connect/session-kind.sql'));
    if (!kind) throw new Error('The server did not say what it is.');
    return kind;
  } finally {
    signal.removeEventListener('abort', giveUp);
    await endClient(client, 0);
  }
}

/** The driver would read this variable by itself, chooses differently, and throws at `any`. */
function withoutVariables<Result>(work: () => Result): Result {
  const {PGTARGETSESSIONATTRS: target} = process.env;
  delete process.env.PGTARGETSESSIONATTRS;
  try {
    return work();
  } finally {
    if (target !== undefined) process.env.PGTARGETSESSIONATTRS = target;
  }
}

/** `public` stays on the path behind the pipeline's schema: the operational tables usually live there. */
function searchPath(schema: string): string {
  return [...new Set([schema, 'public'])].map(name => `"${name.replaceAll('"', '""')}"`).join(', ');
}
