import {describe, expect, it} from 'vitest';
import {resolveReadConnection} from '../../../src/config/read-connection.ts';
import {resolveConnection} from '../../../src/config/resolve-connection.ts';

const home = {HOME: '/nowhere'};
const primary = resolveConnection(
  'postgres://ada:secret@db1:5433/lanes?sslmode=verify-full&sslrootcert=/ca.crt&target_session_attrs=primary',
  home,
);

describe('the standby to read from', () => {
  it('is none where none is named', () => {
    expect(resolveReadConnection(undefined, home, primary)).toBeUndefined();
    expect(resolveReadConnection('', {...home, LANEWATCH_READ_URL: ''}, primary)).toBeUndefined();
  });

  it('is logged in to as the primary is, and no less protected', () => {
    const standby = resolveReadConnection('host=db2', {...home, PGPORT: '6000'}, primary);
    expect(standby).toMatchObject({
      host: 'db2',
      port: 5432,
      user: 'ada',
      database: 'lanes',
      password: 'secret',
      tls: 'verify-full',
      certificates: {root: {path: '/ca.crt', isNamed: true}},
    });
    expect(standby?.target).toBeUndefined();
  });

  it('may say all of it otherwise', () => {
    expect(resolveReadConnection('postgres://bo:x@db2/other?sslmode=disable', home, primary)).toMatchObject({
      user: 'bo',
      password: 'x',
      database: 'other',
      tls: 'disable',
    });
  });

  it('is named by the flag before the variable', () => {
    const env = {...home, LANEWATCH_READ_URL: 'host=db3'};
    expect(resolveReadConnection(undefined, env, primary)?.host).toBe('db3');
    expect(resolveReadConnection('host=db2', env, primary)?.host).toBe('db2');
  });
});
