import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {profileVocabulary} from '../../../../src/commands/profile-vocabulary.ts';
import {chooseProfile} from '../../../../src/config/profile/choose-profile.ts';
import {type ConfigFile, readConfigFile} from '../../../../src/config/profile/config-file.ts';
import {findConfigFile} from '../../../../src/config/profile/find-config-file.ts';
import {UserError} from '../../../../src/config/user-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanewatch-config-'));
afterAll(() => rmSync(folder, {recursive: true}));

function read(text: string, mode = 0o644): ConfigFile {
  const path = join(folder, 'config.yaml');
  rmSync(path, {force: true});
  writeFileSync(path, text);
  chmodSync(path, mode);
  return readConfigFile(path, profileVocabulary);
}

/** The faults of the profile `p`, whose settings are given, as `line: what remedy`. */
function faultsOf(settings: string): string[] {
  const file = read(`profiles:\n  p:\n${settings.replaceAll(/^/gm, '    ')}\n`);
  return [...file.faults, ...(file.faultsOf.get('p') ?? [])].map(
    ({line, what, remedy}) => `${line}: ${what}. ${remedy}`,
  );
}

describe('a profile', () => {
  it('says all that a person can choose', () => {
    const {profiles, faults, defaultProfile} = read(`
profile: prod
profiles:
  prod:
    connection: host=db1 dbname=lanes
    password: env:PW
    schema: analytics
    cron-database: postgres
    source: live
    read-only: true
    interval: 500ms
    statement-timeout: 1.5s
    listen: [a, b c]
    color: false
    ascii: true
    theme: light
    keys: {cron.filter: [F, ctrl-f]}
    thresholds: {view-behind: 15m, running-factor: 2.5, startup: 3}
    labels: select kind, id, label from names
    alerts:
      severity: critical
      repeat: 8h
      after: 3
      maintenance: 0 3 * * 0 for 120
      exec: ./tell.sh
      webhook: file:hook
      webhook-secret: "command: pass show x"
      slack: env:SLACK
      ping: env:PING
  bare:
`);
    expect(faults).toEqual([]);
    expect(defaultProfile).toBe('prod');
    expect(profiles.get('bare')).toEqual({});
    expect(profiles.get('prod')).toEqual({
      connection: 'host=db1 dbname=lanes',
      password: {kind: 'env', of: 'PW'},
      schema: 'analytics',
      'cron-database': 'postgres',
      source: 'live',
      'read-only': true,
      interval: 500,
      'statement-timeout': 1500,
      listen: ['a', 'b c'],
      color: false,
      ascii: true,
      theme: 'light',
      keys: {'cron.filter': ['F', 'ctrl-f']},
      thresholds: {viewBehindMs: 900_000, runningFactor: 2.5, startupMs: 3000},
      labels: 'select kind, id, label from names',
      alerts: {
        severity: 'critical',
        repeat: 28_800_000,
        after: 3,
        maintenance: '0 3 * * 0 for 120',
        exec: './tell.sh',
        webhook: {kind: 'file', of: 'hook'},
        'webhook-secret': {kind: 'command', of: 'pass show x'},
        slack: {kind: 'env', of: 'SLACK'},
        ping: {kind: 'env', of: 'PING'},
      },
    });
  });

  it('may take over another one', () => {
    const {profiles} = read(
      'profiles:\n  a: &a {interval: 5s, ascii: true}\n  b:\n    <<: *a\n    interval: 1m\n',
    );
    expect(profiles.get('b')).toEqual({interval: 60_000, ascii: true});
  });
});

describe('a fault is told by its line', () => {
  it.each([
    ['ascii: true\nintervall: 5s', '4: There is no setting "intervall". Did you mean interval?'],
    ['zzz: 1', '3: There is no setting "zzz". There are connection, password'],
    [
      'thresholds:\n  view-behnd: 1h',
      '4: There is no setting "view-behnd" in thresholds. Did you mean view-behind?',
    ],
    ['alerts:\n  after: 1\n  every: 1h', '5: There is no setting "every" in alerts.'],
    ['source: twins', '3: source cannot be used. Choose one of auto, live, scheduled'],
    ['interval: soon', '3: interval cannot be used. Write a span of time as 500ms'],
    ['interval: 400ms', 'Choose from 0.5s to 5m'],
    ['interval: -1', 'Write a span of time'],
    ['read-only: maybe', '3: read-only cannot be used. Write true or false'],
    ['listen: scored', 'Write a list of names'],
    [
      `listen:\n  - a\n  - ${'ä'.repeat(32)}`,
      '5: listen.1 cannot be used. The name of a channel has at most 63 bytes',
    ],
    ['theme: pink', 'Choose one of dark, light'],
    ['schema: 7', 'Write a text'],
    [`schema: ${'x'.repeat(64)}`, 'at most 63'],
    ['keys: [x]', 'Write names of docs/keys.md'],
    ['keys: {cron.filter: F}', 'Write a list of keys'],
    ['thresholds: {running-factor: much}', 'thresholds.running-factor cannot be used. Write a number'],
    ['thresholds: {running-factor: -1}', 'Not below 0'],
    ['alerts: loud', 'Write settings below it'],
    ['alerts: {severity: all}', 'Choose one of unknown, warning, critical'],
    ['password: env:X', 'It needs `connection` beside it'],
    ['connection: db1:5432/x', 'The database URL cannot be read'],
    ['connection: mysql://db1/x', 'begins with postgres://'],
  ])('%s', (settings, told) => {
    const faults = faultsOf(settings);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(told);
  });

  it('all of them, in the order of the lines', () => {
    expect(faultsOf('theme: pink\nfoo: 1\ninterval: x').map(fault => fault.split(':')[0])).toEqual([
      '3',
      '4',
      '5',
    ]);
  });

  it.each([
    'connection: postgres://ada:hunter2@db1/x',
    'connection: host=db1 password=hunter2',
    'connection: postgres://db1/x?password=hunter2',
    'connection: host=db1 sslpassword=hunter2',
    'connection: db1\npassword: hunter2',
    'alerts: {webhook: https://hunter2.example}',
    'alerts: {slack: hunter2}',
  ])('a secret in plain text is refused and not repeated: %s', settings => {
    const faults = faultsOf(settings);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('write env:NAME, file:PATH or command:LINE');
    expect(faults[0]).not.toContain('hunter2');
  });
});

describe('a file that is malformed', () => {
  it.each([
    ['profiles:\n  a: [', 2, 'This is no YAML'],
    ['profiles:\n\ta: 1', 2, 'This is no YAML'],
    ['profiles:\n  a: {}\n  a: {}\n', 3, 'unique'],
    ['profiles: {a: *b}', 1, 'This is no YAML'],
    ['profiles: {a: !!js/function x}', 1, 'This is no YAML'],
    ['a: 1\n---\nb: 2', 2, 'This is no YAML'],
    ['profile: x\nprofiles:\n  y:\n', 1, 'There is no profile "x"'],
    ['profils: {}', 1, 'There is no setting "profils"'],
    ['profiles: [a]', 1, 'profiles cannot be used'],
    ['just words', 1, 'The file cannot be used'],
    ['profile: 3\nprofiles:\n  y:\n', 1, 'profile cannot be used'],
  ])('%j', (text, line, what) => {
    const [fault] = read(text).faults;
    expect(fault?.what).toContain(what);
    expect(fault?.line).toBe(line);
  });

  it('never repeats what stands in it', () => {
    const {faults} = read('profiles:\n  a:\n    password: "hunter2\n');
    expect(faults.length).toBeGreaterThan(0);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });

  it('many aliases of aliases are stopped', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((name, index) => {
        const before = 'abcdefgh'[index];
        return `${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`;
      }),
    ].join('\n');
    expect(read(bomb).faults[0]?.what).toContain('This is no YAML');
  });

  it('is empty, and says nothing', () => {
    expect(read('').profiles.size).toBe(0);
    expect(read('# nothing\n').faults).toEqual([]);
  });

  it('that others may write has no command run', () => {
    const text = 'profiles:\n  a:\n    connection: db1\n    password: "command: pass x"\n';
    expect(read(text, 0o664).faults[0]?.remedy).toContain('chmod go-w');
    expect(read(text, 0o644).faults).toEqual([]);
    expect(read('profiles: {a: {}}', 0o666).faults).toEqual([]);
  });
});

describe('a file that cannot be read', () => {
  const large = join(folder, 'large.yaml');
  writeFileSync(large, '#'.repeat(1_048_577));
  it.each([
    [join(folder, 'none.yaml'), 'ENOENT'],
    [folder, 'EISDIR'],
    [large, 'more than a configuration can have'],
  ])('%s', (path, why) => {
    expect(() => readConfigFile(path, profileVocabulary)).toThrow(UserError);
    expect(() => readConfigFile(path, profileVocabulary)).toThrow(why);
  });
});

describe('the profile', () => {
  const file = () =>
    read(
      'profile: a\nprofiles:\n  a: {interval: 1s}\n  b: {interval: 2s}\n  broken: {interval: x, foo: 1}\n',
    );

  it('is the one named, else the one to begin with', () => {
    expect(chooseProfile(file(), 'b')).toMatchObject({name: 'b', isNamed: true, profile: {interval: 2000}});
    expect(chooseProfile(file(), undefined)).toMatchObject({name: 'a', isNamed: false});
    expect(chooseProfile(read('profiles: {a: {}}'), undefined)).toBeNull();
  });

  it('is refused with its first fault, the number of the others, and the way to see them', () => {
    expect(() => chooseProfile(file(), 'broken')).toThrow(
      /config\.yaml:5: .*cannot be used.*There are 1 more: lanewatch config check/s,
    );
  });

  it('that is not there is told with one that is near', () => {
    expect(() => chooseProfile(file(), 'brokn')).toThrow(
      /There is no profile "brokn".*Did you mean broken\?/,
    );
    expect(() => chooseProfile(read(''), 'a')).toThrow(/has none/);
  });
});

describe('the place', () => {
  it('is that of XDG', () => {
    const home = join(folder, 'home');
    const path = join(home, '.config/lanewatch/config.yaml');
    expect(findConfigFile(undefined, {HOME: home})).toBeNull();
    mkdirSync(join(home, '.config/lanewatch'), {recursive: true});
    writeFileSync(path, '');
    expect(findConfigFile(undefined, {HOME: home})).toBe(path);
    expect(findConfigFile(undefined, {HOME: '/nowhere', XDG_CONFIG_HOME: join(home, '.config')})).toBe(path);
    expect(findConfigFile(undefined, {HOME: home, XDG_CONFIG_HOME: 'relative'})).toBe(path);
    expect(findConfigFile('/named.yaml', {HOME: home})).toBe('/named.yaml');
  });
});
