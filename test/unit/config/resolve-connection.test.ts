import {userInfo} from 'node:os';
import {describe, expect, it} from 'vitest';
import {resolveConnection} from '../../../src/config/resolve-connection.ts';
import {UsageError} from '../../../src/config/usage-error.ts';

const me = userInfo().username;
/** A home without any of the files that a login reads. */
const home = {HOME: '/nowhere'};
const resolve = (given: string | undefined, env: Record<string, string> = {}) =>
  resolveConnection(given, {...home, ...env});

/** What is thrown, as the user is told it. */
function refusal(url: string | undefined, env: Record<string, string> = {}): string {
  try {
    resolve(url, env);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} ${error.remedy}`;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a URL', () => {
  it.each([
    [
      'postgres://ada:secret@db1:5433/lanes?sslmode=require',
      {host: 'db1', port: 5433, database: 'lanes', user: 'ada', password: 'secret', tls: 'require'},
    ],
    ['postgresql://ada@db1/lanes', {host: 'db1', port: 5432, database: 'lanes', user: 'ada', tls: 'prefer'}],
    ['postgres://db1', {host: 'db1', port: 5432, database: me, user: me, tls: 'prefer'}],
    ['postgres://ada@db1', {host: 'db1', port: 5432, database: 'ada', user: 'ada', tls: 'prefer'}],
    [
      'postgres://a%40b:p%40ss%2Fw%3Ard%20%25@db1/my%20db',
      {host: 'db1', port: 5432, database: 'my db', user: 'a@b', password: 'p@ss/w:rd %', tls: 'prefer'},
    ],
    [
      'postgres://ada@[::1]:5433/lanes',
      {host: '::1', port: 5433, database: 'lanes', user: 'ada', tls: 'prefer'},
    ],
    [
      'postgres://ada@%2Fvar%2Frun%2Fpostgresql/lanes',
      {host: '/var/run/postgresql', port: 5432, database: 'lanes', user: 'ada', tls: 'prefer'},
    ],
    [
      'postgres:///lanes?host=/tmp&port=6000&user=ada&password=x&sslmode=disable',
      {host: '/tmp', port: 6000, database: 'lanes', user: 'ada', password: 'x', tls: 'disable'},
    ],
    [
      'postgres://ada@db1/?dbname=lanes',
      {host: 'db1', port: 5432, database: 'lanes', user: 'ada', tls: 'prefer'},
    ],
    [
      'postgresql://ada@/lanes?host=/run/pg',
      {host: '/run/pg', port: 5432, database: 'lanes', user: 'ada', tls: 'prefer'},
    ],
    ['postgres://db1/lanes?ssl=true', {host: 'db1', tls: 'require'}],
    ['postgres://db1/lanes?schema=x&pgbouncer=true&connection_limit=1', {host: 'db1', database: 'lanes'}],
    ['postgres://db1/a+b?user=ada+x', {database: 'a+b', user: 'ada+x'}],
  ])('%s', (url, connection) => {
    expect(resolve(url)).toMatchObject(connection);
  });

  it.each([
    ['disable', 'disable'],
    ['allow', 'prefer'],
    ['prefer', 'prefer'],
    ['require', 'require'],
    ['verify-ca', 'verify-ca'],
    ['verify-full', 'verify-full'],
  ])('with sslmode=%s never does less than asked', (mode, tls) => {
    expect(resolve(`postgres://db1/lanes?sslmode=${mode}`).tls).toBe(tls);
  });
});

describe('keywords and values', () => {
  it.each([
    ['host=db1 port=5433 dbname=lanes user=ada', {host: 'db1', port: 5433, database: 'lanes', user: 'ada'}],
    ["host = db1 dbname='my db' password = 'it\\'s \\\\ so' ", {database: 'my db', password: "it's \\ so"}],
    ["host=db1 password=''", {host: 'db1', password: ''}],
    ['host=db1 password=a\\ b', {password: 'a b'}],
    ['host=db1 password=äöü=x', {password: 'äöü=x'}],
    ['lanes', {database: 'lanes'}],
    ['host=db1 host=db2', {host: 'db2'}],
  ])('%s', (text, connection) => {
    expect(resolve(text)).toMatchObject(connection);
  });

  it('carry what else a login is made of', () => {
    const text =
      "host=db1 sslmode=verify-ca sslrootcert=/ca.pem sslcert=/c.pem sslkey=/k.pem sslpassword=x sslcrl=/crl.pem sslsni=0 ssl_min_protocol_version=TLSv1.3 connect_timeout=3 keepalives_idle=30 options='-c geqo=off' passfile=/pass application_name=x client_encoding=LATIN1";
    expect(resolve(text)).toMatchObject({
      tls: 'verify-ca',
      passwordFile: '/pass',
      connectTimeoutMs: 3000,
      keepAliveMs: 30_000,
      serverOptions: '-c geqo=off',
      certificates: {
        root: {path: '/ca.pem', isNamed: true},
        own: {certificate: {path: '/c.pem', isNamed: true}, key: {path: '/k.pem', isNamed: true}},
        keyPassword: 'x',
        revoked: {path: '/crl.pem', isNamed: true},
        sendsName: false,
        minVersion: 'TLSv1.3',
      },
    });
  });

  it.each([
    ['host=db1 keepalives=0', {keepAliveMs: 0}],
    ['host=db1 connect_timeout=-1', {connectTimeoutMs: 0}],
    ['host=db1 sslrootcert=system', {tls: 'verify-full', certificates: {root: 'system'}}],
    ['host=db1 sslnegotiation=direct sslmode=require', {certificates: {isDirect: true}}],
    ['host=db1 hostaddr=10.0.0.1', {host: 'db1', address: '10.0.0.1'}],
    ['hostaddr=10.0.0.1', {host: '10.0.0.1'}],
    ['host=db1 channel_binding=prefer gssencmode=disable', {host: 'db1'}],
  ])('%s', (text, connection) => {
    expect(resolve(text)).toMatchObject(connection);
  });
});

describe('several hosts', () => {
  it.each([
    ['postgres://ada@db1:1,db2,[::1]:3/lanes?target_session_attrs=primary', [5432, 3], 'primary'],
    ['host=db1,db2,::1 port=1,,3 target_session_attrs=standby', [5432, 3], 'standby'],
    ['host=db1,db2,::1 port=1 target_session_attrs=any', [1, 1], undefined],
  ])('%s', (text, [second, third], target) => {
    expect(resolve(text)).toMatchObject({
      host: 'db1',
      port: 1,
      alternatives: [
        {host: 'db2', port: second},
        {host: '::1', port: third},
      ],
    });
    expect(resolve(text).target).toBe(target);
  });

  it('may be tried in any order', () => {
    expect(resolve('host=a,b load_balance_hosts=random').isShuffled).toBe(true);
    expect(resolve('host=a,b load_balance_hosts=disable').isShuffled).toBeUndefined();
  });
});

describe('the environment', () => {
  const env = {
    PGHOST: 'db2',
    PGPORT: '5434',
    PGUSER: 'bea',
    PGPASSWORD: 'pw',
    PGDATABASE: 'other',
    PGSSLMODE: 'verify-full',
  };
  const fromEnv = {
    host: 'db2',
    port: 5434,
    user: 'bea',
    password: 'pw',
    database: 'other',
    tls: 'verify-full',
  };

  it('names the server as for psql', () => {
    expect(resolve(undefined, env)).toMatchObject(fromEnv);
    expect(resolve(undefined, {PGDATABASE: 'lanes'})).toMatchObject({
      host: 'localhost',
      port: 5432,
      user: me,
      database: 'lanes',
      tls: 'prefer',
    });
  });

  it('gives way to DATABASE_URL, and that to what is given', () => {
    const both = {...env, DATABASE_URL: 'postgres://ada:x@db1:1/lanes?sslmode=disable'};
    expect(resolve(undefined, both).host).toBe('db1');
    expect(resolve('postgres://db3', both).host).toBe('db3');
  });

  it('fills in what a URL leaves out', () => {
    expect(resolve('postgres://db1', env)).toMatchObject({...fromEnv, host: 'db1'});
    expect(resolve('postgres:///lanes', env)).toMatchObject({...fromEnv, database: 'lanes'});
  });

  it('says as much as psql is told by it', () => {
    expect(
      resolve(undefined, {
        PGHOST: 'db1,db2',
        PGPORT: '1,2',
        PGTARGETSESSIONATTRS: 'read-write',
        PGLOADBALANCEHOSTS: 'random',
        PGPASSFILE: '/pass',
        PGOPTIONS: '-c geqo=off',
        PGCONNECT_TIMEOUT: '7',
        PGSSLMODE: 'verify-full',
        PGSSLROOTCERT: '/ca.pem',
        PGSSLCERT: '/c.pem',
        PGSSLKEY: '/k.pem',
        PGSSLCRL: '/crl.pem',
        PGSSLSNI: '0',
        PGSSLMINPROTOCOLVERSION: 'TLSv1.2',
        PGSSLMAXPROTOCOLVERSION: 'TLSv1.3',
        PGAPPNAME: 'mine',
        PGCLIENTENCODING: 'UTF8',
      }),
    ).toMatchObject({
      host: 'db1',
      alternatives: [{host: 'db2', port: 2}],
      target: 'read-write',
      isShuffled: true,
      passwordFile: '/pass',
      serverOptions: '-c geqo=off',
      connectTimeoutMs: 7000,
      tls: 'verify-full',
      certificates: {sendsName: false, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3'},
    });
    expect(resolve(undefined, {PGHOSTADDR: '10.0.0.1'}).host).toBe('10.0.0.1');
  });

  it('looks for files where libpq does', () => {
    expect(resolve('host=db1')).toMatchObject({
      passwordFile: '/nowhere/.pgpass',
      certificates: {
        root: {path: '/nowhere/.postgresql/root.crt', isNamed: false},
        own: {key: {path: '/nowhere/.postgresql/postgresql.key', isNamed: false}},
      },
    });
  });

  it('counts an empty variable as unset, as libpq does', () => {
    const empty = {DATABASE_URL: '', PGHOST: '', PGPORT: '', PGUSER: '', PGPASSWORD: '', PGSSLMODE: ''};
    expect(resolve(undefined, {...empty, PGDATABASE: 'lanes'})).toMatchObject({
      host: 'localhost',
      port: 5432,
      user: me,
      database: 'lanes',
      tls: 'prefer',
    });
    expect(refusal(undefined, empty)).toContain('No database given');
  });
});

describe('what cannot be used', () => {
  it.each([
    ['db1:5432/lanes', 'cannot be read'],
    ['ada:hunter2@db1', 'cannot be read'],
    ['host=db1 password=hunter2 secret', 'cannot be read'],
    ["host=db1 password='hunter2", 'cannot be read'],
    ["host=db1 password='hunter2'x", 'cannot be read'],
    ['=hunter2', 'cannot be read'],
    ['host=db1 password=hunter2 hots=db2', 'no connection parameter "hots"'],
    ['postgres://ada:hunter2@db1/lanes?ssl_mode=require', 'Did you mean sslmode?'],
    ['postgres://ada:hunter2@db1/lanes?sslmode', 'cannot be read'],
    ['postgres://ada:hunter2@x@db1/lanes', 'cannot be read'],
    ['postgres://ada:hunter2@[::1/lanes', 'cannot be read'],
    ['postgres://ada:hunter2@db1/lanes%00', 'cannot be read'],
    ['postgres://ada:hunter2@db1:1,db2:2/lanes?port=1,2,3', 'port has 3 values for 2 hosts'],
    ['host=db1,db2 hostaddr=127.0.0.1 password=hunter2', 'hostaddr has 1 values for 2 hosts'],
    ['host=db1 password=hunter2 target_session_attrs=master', 'target_session_attrs "master" is unknown'],
    ['host=db1 password=hunter2 connect_timeout=soon', 'connect_timeout "soon" is not a whole number'],
    ['host=db1 password=hunter2 ssl_min_protocol_version=1.2', 'TLSv1.2'],
    ['host=db1 password=hunter2 sslrootcert=system sslmode=require', 'too weak'],
    ['host=db1 password=hunter2 channel_binding=require', 'the driver has no channel binding'],
    ['host=db1 password=hunter2 gssencmode=require', 'cannot be kept'],
    ['host=db1 password=hunter2 require_auth=scram-sha-256', 'cannot be kept'],
    ['host=db1 password=hunter2 requirepeer=postgres', 'cannot be kept'],
    ['host=db1 password=hunter2 sslcrldir=/crl', 'cannot be kept'],
    ['mysql://ada:hunter2@db1/lanes', 'begins with postgres://, not mysql://'],
    ['postgres://ada:hunter2@db1:99999/lanes', 'port "99999"'],
    ['postgres://ada:hunter2@db1:0/lanes', 'port "0"'],
    ['postgres://ada:hunter2@db1/lanes?port=5432x', 'port "5432x"'],
    ['postgres://ada:hunter2@db1/lanes?port=1e3', 'port "1e3"'],
    ['postgres://ada:hunter2@db1/lanes?sslmode=always', 'sslmode "always" is unknown'],
    ['postgres://ada:hunter2@db1/lanes?sslmode=constructor', 'sslmode "constructor" is unknown'],
    ['postgres://ada:hunter2%zz@db1/lanes', 'cannot be read'],
  ])('%s is refused, and no password is shown', (url, words) => {
    const told = refusal(url);
    expect(told).toContain(words);
    expect(told).not.toContain('hunter2');
  });

  it('nothing at all is told with the ways to name a server', () => {
    expect(refusal(undefined)).toMatch(/No database given.*-d postgres:\/\/.*DATABASE_URL.*lanewatch demo/);
  });

  it.each([{PGPORT: 'x'}, {PGPORT: '70000'}, {PGSSLMODE: 'maybe'}])('%j is refused', env => {
    expect(refusal(undefined, {PGHOST: 'db1', ...env})).toMatch(/(port|sslmode).*\(PG(PORT|SSLMODE)\)/);
  });
});
