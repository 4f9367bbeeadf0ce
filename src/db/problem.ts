import * as z from 'zod';
import {UserError} from '../config/user-error.ts';
import {tlsProblems} from './tls-problems.ts';

export type ProblemKind =
  | 'settings'
  | 'offline'
  | 'login'
  | 'tls'
  | 'no-database'
  | 'permission'
  | 'missing-object'
  | 'timeout'
  | 'cancelled'
  | 'read-only'
  | 'shape'
  | 'server'
  | 'bug';

/** An error as the user sees it: what happened, why, and what to do about it. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  readonly sqlstate: string | undefined;
  readonly cause: unknown;
}

export type Advice = readonly [kind: ProblemKind, what: string, remedy: string];

/** By SQLSTATE, longest prefix first. Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const bySqlstate: ReadonlyArray<readonly [prefix: string, ...Advice]> = [
  [
    '28P01',
    'login',
    'The server refused the password',
    'Check the password in the URL, PGPASSWORD or ~/.pgpass.',
  ],
  [
    '28',
    'login',
    'The server refused the login',
    'Check the role name and the pg_hba.conf rule for this host.',
  ],
  [
    '3D000',
    'no-database',
    'The database does not exist',
    'Check the name at the end of the URL; `psql -l` lists what is there.',
  ],
  ['42501', 'permission', 'A right is missing', 'Ask an administrator: GRANT analytics_reader TO this role.'],
  ['42P01', 'missing-object', 'A relation is missing', 'Install or upgrade the pipeline: lanewatch migrate.'],
  ['42883', 'missing-object', 'A function is missing', 'Install or upgrade the pipeline: lanewatch migrate.'],
  ['42703', 'missing-object', 'A column is missing', 'Install or upgrade the pipeline: lanewatch migrate.'],
  [
    '3F000',
    'missing-object',
    'A schema is missing',
    'Check --schema; lanewatch migrate installs the pipeline.',
  ],
  ['57014', 'timeout', 'The statement was cancelled', 'Press R to try again, or raise --statement-timeout.'],
  ['25006', 'read-only', 'The session is read-only', 'Start without --read-only, or connect to the primary.'],
  ['57P', 'offline', 'The server is shutting down or starting', 'lanewatch keeps trying; nothing to do.'],
  ['08', 'offline', 'The link to the server is lost', 'lanewatch keeps trying; nothing to do.'],
  ['53300', 'offline', 'The server has no free connections', 'Close idle sessions or raise max_connections.'],
];

/** Errors of the socket and of the driver, by their code. */
const byCode: Readonly<Record<string, Advice>> = {
  ECONNREFUSED: ['offline', 'Nothing listens there', 'Check host and port, and that the server runs.'],
  ENOTFOUND: ['offline', 'The host name is unknown', 'Check the host in the URL.'],
  EAI_AGAIN: ['offline', 'The host name could not be looked up', 'Check the name service of this machine.'],
  ENOENT: ['offline', 'The socket does not exist', 'Check the socket directory, and that the server runs.'],
  ETIMEDOUT: [
    'offline',
    'The server did not answer in time',
    'Check the network and firewalls between here and there.',
  ],
  EHOSTUNREACH: ['offline', 'The host cannot be reached', 'Check the network between here and there.'],
  ECONNRESET: [
    'offline',
    'The server closed the connection',
    'lanewatch keeps trying; a server that demands TLS needs sslmode=require.',
  ],
  EPIPE: ['offline', 'The server closed the connection', 'lanewatch keeps trying; nothing to do.'],
  CONNECT_TIMEOUT: [
    'offline',
    'The server did not answer in time',
    'Check the network, or a port that is not Postgres.',
  ],
  CLOSED_BEFORE_LOGIN: [
    'offline',
    'What listens there did not ask for a login',
    'Check the port: it may not be that of Postgres, or a proxy without a server behind it.',
  ],
  DEAF: [
    'offline',
    'Notifications do not arrive here: a pooler in transaction mode stands in between',
    'Connect to Postgres itself, or to a pooler in session mode.',
  ],
  CONNECTION_CLOSED: ['offline', 'The link to the server is lost', 'lanewatch keeps trying; nothing to do.'],
  CONNECTION_ENDED: ['offline', 'The connection was closed', 'lanewatch keeps trying; nothing to do.'],
  CONNECTION_DESTROYED: ['offline', 'The connection was closed', 'lanewatch keeps trying; nothing to do.'],
  NO_SERVER: ['offline', 'None of the servers can be used', 'Check the hosts, and that one of them runs.'],
  NO_SERVER_FITS: [
    'offline',
    'None of the servers is what target_session_attrs asks for',
    'Check target_session_attrs and the hosts; lanewatch keeps trying.',
  ],
  LOGIN_UNSUPPORTED: [
    'login',
    'The server asks for a login that lanewatch cannot do',
    'Let pg_hba.conf ask for scram-sha-256 or a client certificate here.',
  ],
  ...tlsProblems,
};

/** Where the code alone says too little: the words of the server, which these do not translate. */
const byWords: ReadonlyArray<readonly [code: string, words: RegExp, ...Advice]> = [
  [
    '08P01',
    /unsupported startup parameter/,
    'settings',
    'A pooler stands in the way: it passes on no settings of the session',
    'Connect to Postgres itself, past the pooler: usually port 5432.',
  ],
  [
    '25006',
    /during recovery/,
    'read-only',
    'This server is a standby, which only reads',
    'Connect to the primary; target_session_attrs=primary finds it among several hosts.',
  ],
];

/** What is said of errors that are known, and what to do, for the documentation. */
export const knownAdvice: readonly Advice[] = [
  ...bySqlstate.map(([, ...advice]): Advice => advice),
  ...Object.values(byCode),
];

const tlsRefused = /SSL connection|does not support SSL/i;

/** Turns anything that was thrown into what a person can act on; never throws itself. */
export function toProblem(error: unknown): Problem {
  if (error instanceof z.ZodError) {
    return problem(
      error,
      [
        'shape',
        'The database answered in an unexpected shape',
        'Run lanewatch migrate; the schema may be older or newer than this program.',
      ],
      z.prettifyError(error),
    );
  }
  if (error instanceof UserError) return problem(error, ['settings', error.what, error.remedy], error.why);
  if (!(error instanceof Error))
    return problem(error, ['bug', 'Something went wrong', 'Please report this.'], wordsOf(error));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const why = error.message || (code ?? error.name);
  // Several addresses were tried, each with an error of its own; the first speaks for all.
  if (error instanceof AggregateError && error.errors.length > 0) return toProblem(error.errors[0]);
  if (code !== undefined) {
    const socket = Object.hasOwn(byCode, code) ? byCode[code] : undefined;
    if (socket) return problem(error, socket, why);
    if (tlsRefused.test(why))
      return problem(error, ['tls', 'The server does not speak TLS', 'Use sslmode=prefer or disable.'], why);
    const worded = byWords.find(([of, words]) => of === code && words.test(why));
    if (worded) return problem(error, [worded[2], worded[3], worded[4]], why, code);
    const known = bySqlstate.find(([prefix]) => code.startsWith(prefix));
    if (known) return problem(error, [known[1], known[2], known[3]], why, code);
    if (/^[0-9A-Z]{5}$/.test(code))
      return problem(
        error,
        ['server', 'The server reported an error', 'See the message; @ shows the statement.'],
        why,
        code,
      );
  }
  return problem(
    error,
    ['bug', 'Something went wrong in lanewatch', 'Please report this with --log-level debug.'],
    why,
  );
}

/** Anything can be thrown, also what cannot be turned into text. */
function wordsOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'what was thrown has no words';
  }
}

function problem(cause: unknown, [kind, what, remedy]: Advice, why: string, sqlstate?: string): Problem {
  return {kind, what, why, remedy, sqlstate, cause};
}

/** Whether trying again by itself can help: the link, not the request, is at fault. */
export function isOffline(found: Problem): boolean {
  return found.kind === 'offline';
}
