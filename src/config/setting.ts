import {closest, distance} from 'fastest-levenshtein';
import {UsageError} from './usage-error.ts';

/** A connection parameter as text, and who says it: the connection string, a variable or a service. */
export interface Setting {
  readonly text: string;
  readonly source: string;
}

export type Settings = ReadonlyMap<string, Setting>;

/** What becomes of a parameter that libpq knows: it is obeyed, it changes nothing here, or it is refused if it asks for more. */
type Use = 'obeyed' | 'without-effect' | {readonly refuses: (text: string) => boolean; readonly why: string};

interface Parameter {
  readonly variable?: string;
  readonly use: Use;
}

const obeyed = (variable?: string): Parameter => ({use: 'obeyed', ...(variable ? {variable} : {})});
const withoutEffect: Parameter = {use: 'without-effect'};

/** https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS */
export const parameters: Readonly<Record<string, Parameter>> = {
  host: obeyed('PGHOST'),
  hostaddr: obeyed('PGHOSTADDR'),
  port: obeyed('PGPORT'),
  dbname: obeyed('PGDATABASE'),
  user: obeyed('PGUSER'),
  password: obeyed('PGPASSWORD'),
  passfile: obeyed('PGPASSFILE'),
  service: obeyed('PGSERVICE'),
  servicefile: obeyed('PGSERVICEFILE'),
  options: obeyed('PGOPTIONS'),
  connect_timeout: obeyed('PGCONNECT_TIMEOUT'),
  keepalives: obeyed(),
  keepalives_idle: obeyed(),
  target_session_attrs: obeyed('PGTARGETSESSIONATTRS'),
  load_balance_hosts: obeyed('PGLOADBALANCEHOSTS'),
  sslmode: obeyed('PGSSLMODE'),
  sslnegotiation: obeyed('PGSSLNEGOTIATION'),
  sslrootcert: obeyed('PGSSLROOTCERT'),
  sslcert: obeyed('PGSSLCERT'),
  sslkey: obeyed('PGSSLKEY'),
  sslpassword: obeyed(),
  sslcrl: obeyed('PGSSLCRL'),
  sslsni: obeyed('PGSSLSNI'),
  ssl_min_protocol_version: obeyed('PGSSLMINPROTOCOLVERSION'),
  ssl_max_protocol_version: obeyed('PGSSLMAXPROTOCOLVERSION'),

  // Sessions always carry a name of lanewatch and speak UTF-8; the rest Node cannot set, or nothing depends on it.
  application_name: withoutEffect,
  fallback_application_name: withoutEffect,
  client_encoding: withoutEffect,
  keepalives_interval: withoutEffect,
  keepalives_count: withoutEffect,
  tcp_user_timeout: withoutEffect,
  sslcompression: withoutEffect,
  krbsrvname: withoutEffect,
  gsslib: withoutEffect,
  gssdelegation: withoutEffect,
  min_protocol_version: withoutEffect,
  max_protocol_version: withoutEffect,

  channel_binding: {
    variable: 'PGCHANNELBINDING',
    use: {
      refuses: text => text === 'require',
      why: 'the driver has no channel binding; sslmode=verify-full keeps others from standing in between as well',
    },
  },
  gssencmode: {
    variable: 'PGGSSENCMODE',
    use: {refuses: text => text === 'require', why: 'the driver encrypts with TLS alone, see sslmode'},
  },
  sslcertmode: {
    variable: 'PGSSLCERTMODE',
    use: {
      refuses: text => text !== 'allow',
      why: 'the driver shows a client certificate when asked, see sslcert',
    },
  },
  sslcrldir: {
    variable: 'PGSSLCRLDIR',
    use: {refuses: () => true, why: 'the driver reads revoked certificates from one file, see sslcrl'},
  },
  require_auth: {
    variable: 'PGREQUIREAUTH',
    use: {
      refuses: () => true,
      why: 'the driver cannot choose how to log in; sslmode=verify-full proves who asks',
    },
  },
  requirepeer: {
    variable: 'PGREQUIREPEER',
    use: {refuses: () => true, why: 'Node cannot see who owns the other end of a socket'},
  },
  replication: {
    use: {
      refuses: text => !/^(0|false|off|no)$/.test(text),
      why: 'lanewatch asks questions, it does not replicate',
    },
  },
};

/** What other tools put into a shared URL; nothing of it concerns the connection. */
const ofOtherTools = new Set([
  'schema',
  'pgbouncer',
  'connection_limit',
  'pool_timeout',
  'socket_timeout',
  'statement_cache_size',
  'uselibpqcompat',
]);

/** Keeps what is obeyed. Throws `UsageError` for what nobody knows, and for what is asked for and cannot be done. */
export function keepKnown(given: Settings): Map<string, Setting> {
  const kept = new Map<string, Setting>();
  for (const [name, setting] of given) {
    if (ofOtherTools.has(name)) continue;
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (parameter === undefined) throw unknownParameter(name, setting);
    if (typeof parameter.use === 'object' && parameter.use.refuses(setting.text)) {
      throw new UsageError(
        `${name} cannot be kept: ${parameter.use.why} (${setting.source}).`,
        `Leave ${name} out if that will do.`,
      );
    }
    if (parameter.use === 'obeyed') kept.set(name, setting);
  }
  return kept;
}

function unknownParameter(name: string, {source}: Setting): UsageError {
  const near = closest(name, Object.keys(parameters));
  return new UsageError(
    `There is no connection parameter "${name}" (${source}).`,
    distance(name, near) <= 3
      ? `Did you mean ${near}?`
      : 'They are those of libpq: https://www.postgresql.org/docs/current/libpq-connect.html',
  );
}

/** What the PG* variables say. To libpq, a variable that is empty is not set. */
export function settingsOfVariables(env: Readonly<Record<string, string | undefined>>): Settings {
  const found = new Map<string, Setting>();
  for (const [name, {variable}] of Object.entries(parameters)) {
    const text = variable === undefined ? undefined : env[variable];
    if (text && variable !== undefined) found.set(name, {text, source: variable});
  }
  return found;
}
