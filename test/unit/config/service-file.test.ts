import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {afterAll, describe, expect, it} from 'vitest';
import {resolveConnection} from '../../../src/config/resolve-connection.ts';
import {UsageError} from '../../../src/config/usage-error.ts';
import {UserError} from '../../../src/config/user-error.ts';

const home = mkdtempSync(join(tmpdir(), 'lanewatch-service-'));
afterAll(() => rmSync(home, {recursive: true}));

function write(name: string, text: string): string {
  const path = join(home, name);
  writeFileSync(path, text);
  return path;
}

write(
  '.pg_service.conf',
  `# of this user
[prod]
host=db1
port=5433
dbname = lanes
user=ada
password=hunter2
host=ignored

[empty]
[staging]
host=db2,db3
target_session_attrs=read-write
`,
);
mkdirSync(join(home, 'system'));
write('system/pg_service.conf', '[shared]\nhost=db9\n[prod]\nhost=never\n');

const resolve = (given: string | undefined, env: Record<string, string> = {}) =>
  resolveConnection(given, {HOME: home, PGSYSCONFDIR: join(home, 'system'), ...env});

function refusal(given: string | undefined, env: Record<string, string> = {}): string {
  try {
    resolve(given, env);
  } catch (error) {
    if (error instanceof UsageError || error instanceof UserError) return `${error.message} ${error.remedy}`;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a service', () => {
  it.each([
    ['service=prod', {}],
    [undefined, {PGSERVICE: 'prod'}],
    ['postgres:///?service=prod', {}],
  ])('%s %j is found in the file of the user', (given, env) => {
    expect(resolve(given, env)).toMatchObject({
      host: 'db1',
      port: 5433,
      database: 'lanes',
      user: 'ada',
      password: 'hunter2',
    });
  });

  it('goes before the variables, and after the connection string', () => {
    const env = {PGPORT: '1', PGDATABASE: 'other', PGCONNECT_TIMEOUT: '9'};
    expect(resolve('service=prod dbname=mine', env)).toMatchObject({
      port: 5433,
      database: 'mine',
      connectTimeoutMs: 9000,
    });
  });

  it('is looked for in the file of all users where the own one has none', () => {
    expect(resolve('service=shared').host).toBe('db9');
  });

  it('may stand in a file that is named', () => {
    const path = write('other.conf', '[prod]\r\nhost=db4\r\n');
    expect(resolve('service=prod', {PGSERVICEFILE: path}).host).toBe('db4');
    expect(resolve(`service=prod servicefile=${path}`).host).toBe('db4');
  });

  it('may name several hosts, and nothing', () => {
    expect(resolve('service=staging')).toMatchObject({host: 'db2', target: 'read-write'});
    expect(resolve('service=empty host=x').host).toBe('x');
  });
});

describe('what cannot be used', () => {
  it.each([
    ['a line without =', '[a]\nhost db1\n', /malformed\.conf:2: the line is no keyword=value/],
    ['LDAP', '[a]\nldap://x/y\n', /malformed\.conf:2/],
    [
      'a service in a service',
      '[a]\nhost=x\nservice=b\n',
      /malformed\.conf:3: a service cannot name another/,
    ],
    [
      'an unknown keyword',
      '[a]\nhst=x\n',
      /no connection parameter "hst".*malformed\.conf:2\).*Did you mean host\?/,
    ],
    ['an odd value', '[a]\nport=x\n', /port "x".*malformed\.conf:2/],
    ['no such part', '[b]\nhost=x\n', /There is no service "a".*malformed\.conf/],
  ])('%s', (_, text, words) => {
    expect(refusal('service=a', {PGSERVICEFILE: write('malformed.conf', text)})).toMatch(words);
  });

  it('a password in a malformed line is not repeated', () => {
    const PGSERVICEFILE = write('malformed.conf', '[a]\npassword hunter2\n');
    expect(refusal('service=a', {PGSERVICEFILE})).not.toContain('hunter2');
  });

  it('a file that is named and absent', () => {
    expect(refusal('service=a', {PGSERVICEFILE: '/nowhere/x'})).toMatch(
      /\/nowhere\/x cannot be read.*PGSERVICEFILE/s,
    );
  });

  it('a folder', () => {
    expect(refusal('service=a', {PGSERVICEFILE: home})).toMatch(/cannot be read.*EISDIR/s);
  });

  it.skipIf(process.getuid?.() === 0)('a file that may not be read', () => {
    const path = write('secret.conf', '[a]\nhost=x\n');
    chmodSync(path, 0);
    expect(refusal('service=a', {PGSERVICEFILE: path})).toMatch(/cannot be read.*EACCES/s);
  });

  it('no file at all names the places', () => {
    expect(refusal('service=x', {HOME: '/nowhere'})).toMatch(
      /There is no service "x".*\/nowhere\/\.pg_service\.conf/,
    );
  });
});
