import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {findPassword, type Login, matchPassword} from '../../../src/config/password-file.ts';

const login: Login = {host: 'db1', port: 5432, database: 'lanes', user: 'ada'};
const folder = mkdtempSync(join(tmpdir(), 'lanewatch-pgpass-'));
afterAll(() => rmSync(folder, {recursive: true}));

function write(text: string, mode = 0o600): string {
  const path = join(folder, '.pgpass');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

describe('a line fits', () => {
  it.each<[line: string, password: string, login?: Partial<Login>]>([
    ['db1:5432:lanes:ada:secret', 'secret'],
    ['*:*:*:*:s', 's'],
    ['db1:*:lanes:ada:with:colons:', 'with:colons:'],
    [String.raw`db1:*:*:*:back\\slash\:colon`, String.raw`back\slash:colon`],
    ['db1:5432:lanes:ada:', ''],
    ['db1:5432:lanes:ada:secret\r', 'secret'],
    ['db1:5432:lanes:ada: spaced ', ' spaced '],
    [String.raw`\:\:1:5432:lanes:ada:secret`, 'secret', {host: '::1'}],
    [String.raw`db1:5432:a\\b:ada:secret`, 'secret', {database: String.raw`a\b`}],
    ['localhost:5432:lanes:ada:secret', 'secret', {host: '/var/run/postgresql'}],
    ['/run/pg:5432:lanes:ada:secret', 'secret', {host: '/run/pg'}],
    [
      '# db1:5432:lanes:ada:no\n\nshort\ndb1:5432:lanes:bea:no\ndb1:5432:lanes:ada:first\n*:*:*:*:second',
      'first',
    ],
  ])('%s', (text, password, other = {}) => {
    expect(matchPassword(text, {...login, ...other})).toBe(password);
  });

  it.each([
    '',
    'db1:5432:lanes:ada',
    'DB1:5432:lanes:ada:x',
    'db1:5433:lanes:ada:x',
    'db1:5432:*x:ada:x',
    '#db1:5432:lanes:ada:x',
    ' db1:5432:lanes:ada:x',
    'localhost:5432:lanes:ada:x',
    '::1:5432:lanes:ada:x',
    'not a password file at all',
    '\0\0\0\0',
  ])('%j does not', text => {
    expect(matchPassword(text, login)).toBeNull();
  });
});

describe('the file', () => {
  it('is used where nobody else can read it', async () => {
    expect(await findPassword(write('*:*:*:*:secret', 0o600), login)).toEqual({password: 'secret'});
    expect(await findPassword(write('*:*:*:*:secret', 0o400), login)).toEqual({password: 'secret'});
  });

  it.each([0o640, 0o604, 0o660, 0o610])('is left out with mode %o, with the reason', async mode => {
    const path = write('*:*:*:*:secret', mode);
    const found = await findPassword(path, login);
    expect(found).toMatchObject({password: null, remedy: `Run chmod 0600 ${path}.`});
    expect(JSON.stringify(found)).toContain(`mode 0${mode.toString(8)}`);
  });

  it('that is absent, a folder, or has no line that fits is told', async () => {
    expect(await findPassword(join(folder, 'none'), login)).toMatchObject({
      why: expect.stringContaining('there is no'),
    });
    const path = join(folder, 'folder');
    mkdirSync(path);
    expect(await findPassword(path, login)).toMatchObject({why: expect.stringContaining('not a plain file')});
    const nothing = await findPassword(write('other:*:*:*:secret'), login);
    expect(nothing).toMatchObject({
      why: expect.stringContaining('fits db1:5432:lanes:ada'),
      remedy: expect.stringContaining('db1:5432:lanes:ada:PASSWORD'),
    });
    expect(JSON.stringify(nothing)).not.toContain('secret');
  });
});
