import postgres from 'postgres';
import type {Connection} from '../config/connection.ts';

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
  // The driver calls `onnotify` on every session but leaves it out of its types.
  const hooks: {onnotify?: (channel: string, payload: string) => void; onclose?: () => void} = {
    ...(options.onNotify ? {onnotify: options.onNotify} : {}),
    ...(options.onClose ? {onclose: options.onClose} : {}),
  };
  return postgres({
    ...hooks,
    // A host that is a folder is where the server's Unix socket is, as for libpq.
    ...(connection.host.startsWith('/')
      ? {path: `${connection.host}/.s.PGSQL.${connection.port}`}
      : {host: connection.host, port: connection.port}),
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
}

/** `public` stays on the path behind the pipeline's schema: the operational tables usually live there. */
function searchPath(schema: string): string {
  return [...new Set([schema, 'public'])].map(name => `"${name.replaceAll('"', '""')}"`).join(', ');
}
