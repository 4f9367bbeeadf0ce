import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {parseDuration} from '../../../../src/config/profile/duration.ts';
import {fetchSecret, type SecretReference} from '../../../../src/config/profile/secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanewatch-secret-'));
afterAll(() => rmSync(folder, {recursive: true}));
writeFileSync(join(folder, 'secret'), 'hunter2\n');
writeFileSync(join(folder, 'empty'), '\n');

const fetch = (kind: SecretReference['kind'], of: string, env: Record<string, string> = {}) =>
  fetchSecret({kind, of}, {env, folder});

describe('a secret', () => {
  it.each<[SecretReference['kind'], string]>([
    ['env', 'PW'],
    ['file', 'secret'],
    ['file', join(folder, 'secret')],
    ['command', 'printf "hunter2\\n"'],
    ['command', 'cat secret'],
  ])('comes from %s:%s, without the end of the line', (kind, of) => {
    expect(fetch(kind, of, {PW: 'hunter2'})).toBe('hunter2');
  });

  it.each<[SecretReference['kind'], string, RegExp]>([
    ['env', 'NOWHERE', /the variable NOWHERE is not set/],
    ['env', 'EMPTY', /EMPTY is not set/],
    ['file', 'none', /cannot be read.*ENOENT/],
    ['file', '.', /cannot be read.*EISDIR/],
    ['file', '~/lanewatch-no-such-file', new RegExp(`cannot be read.*${homedir()}`)],
    ['file', 'empty', /gave nothing/],
    ['command', 'echo hunter3; exit 3', /it ended with 3/],
    ['command', 'true', /gave nothing/],
    ['command', 'kill -9 $$', /ended by SIGKILL|ended with 137/],
  ])('%s:%s is told, and what came is not', (kind, of, words) => {
    const told = () => fetch(kind, of, {EMPTY: ''});
    expect(told).toThrow(words);
  });
});

describe('a span of time', () => {
  it.each([
    ['500ms', 500],
    ['5s', 5000],
    ['1.5 m', 90_000],
    ['4h', 14_400_000],
    ['1d', 86_400_000],
    [3, 3000],
    ['0', 0],
  ])('%s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', 's', '5 weeks', '-1s', 'Infinity', null, true, '1e3', '5s5s'])('%s is none', text => {
    expect(parseDuration(text)).toBeNull();
  });
});
