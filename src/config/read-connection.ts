import type {Connection} from './connection.ts';
import type {FlagSpecs} from './flags.ts';
import {resolveConnection} from './resolve-connection.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export const readFlags = {
  readUrl: {
    type: 'string',
    value: 'URL',
    help: 'A hot standby to read metrics from; else LANEWATCH_READ_URL.',
  },
} as const satisfies FlagSpecs;

/**
 * The standby that metrics are to be read from; undefined where none is named. What its connection string leaves out is
 * as for the primary, so that `host=db2` is enough and a password goes nowhere less protected. Throws `UsageError`.
 */
export function resolveReadConnection(
  given: unknown,
  env: Environment,
  primary: Connection,
): Connection | undefined {
  const text = typeof given === 'string' && given !== '' ? given : env.LANEWATCH_READ_URL;
  return text ? resolveConnection(text, {...env, ...variablesOf(primary)}) : undefined;
}

/** The variables that say the same as a connection. Where the primary is, and what it must be, is not a standby's. */
function variablesOf({user, database, password, tls, certificates, passwordFile}: Connection): Environment {
  const {root, own} = certificates ?? {};
  return {
    PGHOST: undefined,
    PGHOSTADDR: undefined,
    PGPORT: undefined,
    PGTARGETSESSIONATTRS: undefined,
    PGSERVICE: undefined,
    PGUSER: user,
    PGDATABASE: database,
    PGPASSWORD: password,
    PGPASSFILE: passwordFile,
    PGSSLMODE: tls,
    ...(root === 'system' ? {PGSSLROOTCERT: root} : root?.isNamed ? {PGSSLROOTCERT: root.path} : {}),
    ...(own?.certificate.isNamed ? {PGSSLCERT: own.certificate.path} : {}),
    ...(own?.key.isNamed ? {PGSSLKEY: own.key.path} : {}),
  };
}
