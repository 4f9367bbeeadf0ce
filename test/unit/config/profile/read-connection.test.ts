import {describe, expect, it} from 'vitest';
import {flagsOfProfile} from '../../../../src/config/profile/profile-flags.ts';

const chosen = {
  name: 'prod',
  profile: {connection: 'host=db1 dbname=lanes', 'read-connection': 'host=db2'},
  isNamed: true,
};

describe('the standby of a profile', () => {
  const flagsIn = (env: Record<string, string>, {isNamed = true, hasServer = false} = {}) =>
    flagsOfProfile({...chosen, isNamed}, {env, folder: '/'}, hasServer);

  it('is read with the connection that it belongs to', () => {
    expect(flagsIn({})).toEqual({databaseUrl: 'host=db1 dbname=lanes', readUrl: 'host=db2'});
  });

  it('is left where a flag or the environment names another server', () => {
    expect(flagsIn({}, {hasServer: true})).toEqual({});
    expect(flagsIn({PGHOST: 'db9'}, {isNamed: false})).toEqual({});
  });

  it('is named by LANEWATCH_READ_URL before it', () => {
    expect(flagsIn({LANEWATCH_READ_URL: 'host=db3'})).toEqual({databaseUrl: 'host=db1 dbname=lanes'});
  });
});
