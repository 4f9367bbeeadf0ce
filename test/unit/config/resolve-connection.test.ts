import {userInfo} from 'node:os';
import {describe, expect, it} from 'vitest';
import {resolveConnection} from '../../../src/config/resolve-connection.ts';
import {UsageError} from '../../../src/config/usage-error.ts';

const me = userInfo().username;

/** What is thrown, as the user is told it. */
function refusal(url: string | undefined, env: Record<string, string> = {}): string {
  try {
    resolveConnection(url, env);
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
  ])('%s', (url, connection) => {
    expect(resolveConnection(url, {})).toEqual(connection);
  });

  it.each([
    ['disable', 'disable'],
    ['allow', 'prefer'],
    ['prefer', 'prefer'],
    ['require', 'require'],
    ['verify-ca', 'verify-full'],
    ['verify-full', 'verify-full'],
  ])('with sslmode=%s never does less than asked', (mode, tls) => {
    expect(resolveConnection(`postgres://db1/lanes?sslmode=${mode}`, {}).tls).toBe(tls);
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
    expect(resolveConnection(undefined, env)).toEqual(fromEnv);
    expect(resolveConnection(undefined, {PGDATABASE: 'lanes'})).toEqual({
      host: 'localhost',
      port: 5432,
      user: me,
      database: 'lanes',
      tls: 'prefer',
    });
  });

  it('gives way to DATABASE_URL, and that to what is given', () => {
    const both = {...env, DATABASE_URL: 'postgres://ada:x@db1:1/lanes?sslmode=disable'};
    expect(resolveConnection(undefined, both).host).toBe('db1');
    expect(resolveConnection('postgres://db3', both).host).toBe('db3');
  });

  it('fills in what a URL leaves out', () => {
    expect(resolveConnection('postgres://db1', env)).toEqual({...fromEnv, host: 'db1'});
    expect(resolveConnection('postgres:///lanes', env)).toEqual({...fromEnv, database: 'lanes'});
  });

  it('counts an empty variable as unset, as libpq does', () => {
    const empty = {DATABASE_URL: '', PGHOST: '', PGPORT: '', PGUSER: '', PGPASSWORD: '', PGSSLMODE: ''};
    expect(resolveConnection(undefined, {...empty, PGDATABASE: 'lanes'})).toEqual({
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
    ['db1', 'cannot be read'],
    ['host=db1 password=hunter2', 'cannot be read'],
    ['mysql://ada:hunter2@db1/lanes', 'begins with postgres://, not mysql://'],
    ['postgres://ada:hunter2@db1:99999/lanes', 'cannot be read'],
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
    expect(refusal(undefined, {PGHOST: 'db1', ...env})).toMatch(/port|sslmode/);
  });
});
