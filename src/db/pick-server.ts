import type {Connection, Server, SessionTarget} from '../config/connection.ts';
import {isOffline, toProblem} from './problem.ts';

/** What a server says of itself after the login. */
export interface SessionKind {
  readonly is_standby: boolean;
  readonly is_read_only: boolean;
}

/** Why a server that answered is not taken. */
const unfit: Readonly<
  Record<Exclude<SessionTarget, 'any' | 'prefer-standby'>, (kind: SessionKind) => string | null>
> = {
  'read-write': ({is_standby, is_read_only}) =>
    is_standby ? 'is a standby' : is_read_only ? 'lets sessions only read' : null,
  'read-only': ({is_standby, is_read_only}) => (is_standby || is_read_only ? null : 'lets sessions write'),
  primary: ({is_standby}) => (is_standby ? 'is a standby' : null),
  standby: ({is_standby}) => (is_standby ? null : 'is the primary'),
};

/**
 * The first server that answers and is what is asked for, each asked in a session of its own. As in libpq, a server that
 * cannot be reached gives way to the next, one that refuses the login ends the search.
 */
export async function pickServer(
  connection: Connection,
  ask: (server: Server) => Promise<SessionKind>,
): Promise<Server> {
  const {alternatives = [], target = 'any', isShuffled} = connection;
  const {host, port, address} = connection;
  const first: Server = {host, port, ...(address === undefined ? {} : {address})};
  if (alternatives.length === 0 && target === 'any') return first;
  const servers = isShuffled ? shuffle([first, ...alternatives]) : [first, ...alternatives];
  const misses: string[] = [];
  let second: Server | undefined;
  for (const server of servers) {
    const reason = await examine(server);
    if (reason === null) return server;
    misses.push(`${server.host}:${server.port} ${reason}`);
  }
  if (second) return second;
  throw Object.assign(new Error(misses.join('; ')), {
    code: target === 'any' ? 'NO_SERVER' : 'NO_SERVER_FITS',
  });

  async function examine(server: Server): Promise<string | null> {
    try {
      const kind = await ask(server);
      if (target === 'any') return null;
      if (target !== 'prefer-standby') return unfit[target](kind);
      if (kind.is_standby) return null;
      second ??= server;
      return 'is the primary';
    } catch (error) {
      const problem = toProblem(error);
      if (!isOffline(problem)) throw error;
      return `cannot be used: ${problem.why}`;
    }
  }
}

/** Each in a place of chance among those before it: every order is as likely. */
function shuffle(servers: readonly Server[]): Server[] {
  const mixed: Server[] = [];
  for (const server of servers) mixed.splice(Math.floor(Math.random() * (mixed.length + 1)), 0, server);
  return mixed;
}
