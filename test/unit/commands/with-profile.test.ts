import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {checkConfig} from '../../../src/commands/config.ts';
import {settingsOfProfile} from '../../../src/commands/monitor-settings.ts';
import {parseArguments} from '../../../src/commands/parse-arguments.ts';
import {commands} from '../../../src/commands/registry.ts';
import {withProfile} from '../../../src/commands/with-profile.ts';
import type {Invocation} from '../../../src/config/command.ts';
import {readAlertSettings} from '../../../src/config/read-alert-settings.ts';
import {resolveConnection} from '../../../src/config/resolve-connection.ts';
import {UsageError} from '../../../src/config/usage-error.ts';

const home = mkdtempSync(join(tmpdir(), 'lanewatch-profile-'));
afterAll(() => rmSync(home, {recursive: true}));
mkdirSync(join(home, '.config/lanewatch'), {recursive: true});
const path = join(home, '.config/lanewatch/config.yaml');
writeFileSync(
  path,
  `profile: base
profiles:
  base:
    connection: host=base-host user=ada
    interval: 5s
    schema: analytics
    read-only: true
  prod:
    connection: postgres://ada@prod-host/lanes?sslmode=require
    password: env:PW
    interval: 10s
    listen: [a, b]
    color: false
    statement-timeout: 3s
    theme: mono
    motion: reduced
    keys: {cron.faults: [F]}
    thresholds: {view-behind: 1h}
  bare: {connection: lanes, password: 'env:PW'}
  lost: {connection: db1, password: 'env:NOT_SET'}
  clash: {connection: db1, keys: {cron.faults: [q]}}
  noservice: {connection: service=none}
  broken: {foo: 1}
  night: {alerts: {maintenance: 99 3 * * 0 for 60}}
`,
);

const run = (argv: string[], env: Record<string, string> = {}): Promise<Invocation> => {
  const parsed = parseArguments(argv, commands);
  if (parsed.kind !== 'run') throw new Error('it is not to be run');
  return withProfile(parsed, {HOME: home, PW: "s'p a&c%e\\", ...env});
};
const serverOf = ({flags}: Invocation, env: Record<string, string> = {}) =>
  resolveConnection(typeof flags.databaseUrl === 'string' ? flags.databaseUrl : undefined, {
    HOME: home,
    ...env,
  });

describe('what is given goes before', () => {
  it('the default, where there is no file', async () => {
    expect((await run([], {HOME: '/nowhere'})).flags).toMatchObject({
      interval: 2,
      readOnly: false,
      schema: 'public',
    });
  });

  it('the profile goes before the default', async () => {
    const {flags, profile} = await run(['--profile', 'prod']);
    expect(flags).toMatchObject({
      interval: 10,
      listen: 'a,b',
      color: false,
      statementTimeout: 3000,
      readOnly: false,
      ascii: false,
    });
    const refreshing = await run(['refresh', '--all', '--profile', 'prod']);
    expect(refreshing.flags).toMatchObject({statementTimeout: 0, color: false});
    expect(profile).toMatchObject({
      name: 'prod',
      theme: 'mono',
      motion: 'reduced',
      keys: {'cron.faults': ['F']},
      thresholds: {viewBehindMs: 3_600_000},
    });
  });

  it('a flag goes before the profile', async () => {
    const {flags} = await run(['--interval', '1', '--no-read-only', '--schema', 's', '--color']);
    expect(flags).toMatchObject({interval: 1, readOnly: false, schema: 's', color: true});
  });

  it('the profile to begin with is used where none is named, LANEWATCH_PROFILE names one, a flag goes before', async () => {
    expect((await run([])).profile?.name).toBe('base');
    expect((await run([], {LANEWATCH_PROFILE: 'prod'})).profile?.name).toBe('prod');
    expect((await run(['--profile', 'bare'], {LANEWATCH_PROFILE: 'prod'})).profile?.name).toBe('bare');
  });
});

describe('the server', () => {
  const env = {DATABASE_URL: 'postgres://env-host/x'};

  it('of the environment goes before that of the profile to begin with', async () => {
    expect(serverOf(await run([]), {}).host).toBe('base-host');
    expect(serverOf(await run([], env), env).host).toBe('env-host');
    expect((await run([], {PGHOST: 'x'})).flags.databaseUrl).toBeUndefined();
  });

  it('of a profile that is named goes before that of the environment', async () => {
    expect(serverOf(await run(['--profile', 'prod'], env), env).host).toBe('prod-host');
    expect(serverOf(await run([], {...env, LANEWATCH_PROFILE: 'prod'}), env).host).toBe('prod-host');
  });

  it('of a flag goes before all, and no secret is fetched for it', async () => {
    const given = await run(['--profile', 'lost', '-d', 'postgres://flag-host/x']);
    expect(serverOf(given)).toMatchObject({host: 'flag-host'});
    await expect(run(['--profile', 'lost'])).rejects.toThrow(/NOT_SET is not set/);
  });

  it.each(['prod', 'bare'])('has the password of the profile %s, whatever is in it', async name => {
    expect(serverOf(await run(['--profile', name])).password).toBe("s'p a&c%e\\");
  });
});

describe('a profile is refused', () => {
  it.each([
    [['--profile', 'prd'], {}, /There is no profile "prd".*Did you mean prod/],
    [['--profile', 'broken'], {}, /config\.yaml:23: There is no setting "foo"/],
    [['--profile', 'x'], {HOME: '/nowhere'}, /There is no profile "x": there is no configuration file/],
    [[], {HOME: '/nowhere', LANEWATCH_PROFILE: 'x'}, /there is no configuration file/],
    [['--config', '/nowhere.yaml'], {}, /\/nowhere\.yaml cannot be read/],
    [['refresh', '--all'], {}, /"base" is read-only, and refresh writes/],
    [['migrate'], {}, /read-only/],
    [['worker'], {}, /read-only/],
    [['backfill'], {}, /read-only/],
  ])('%j %j', async (argv, env, words) => {
    await expect(run(argv, env)).rejects.toThrow(words);
  });

  it('is not asked for by commands that need no database', async () => {
    expect(
      (await run(['cron', 'next', '* * * * *'], {LANEWATCH_PROFILE: 'nothing'})).profile,
    ).toBeUndefined();
    expect((await run(['demo'], {LANEWATCH_PROFILE: 'nothing'})).profile).toBeUndefined();
  });

  it('where its keys mean two things', async () => {
    const {profile} = await run(['--profile', 'clash']);
    if (!profile) throw new Error('there is no profile');
    expect(() => settingsOfProfile(profile)).toThrow(UsageError);
    expect(() => settingsOfProfile(profile)).toThrow(/"clash".*cron\.faults: q is also the key of/);
  });
});

describe('config check', () => {
  function check(file: string | undefined, env: Record<string, string> = {}) {
    let text = '';
    const exitCode = checkConfig(
      file,
      {HOME: home, ...env},
      {stdout: {write: (part: string) => (text += part)}},
    );
    return {exitCode, text};
  }

  it('tells what is good, unknown and clashing, each by its line, and fails', () => {
    const {exitCode, text} = check(undefined);
    expect(exitCode).toBe(1);
    expect(text).toContain(`${path}\n  base (where none is named): good\n  prod: good\n`);
    expect(text).toMatch(/clash: 1 fault\n.*config\.yaml:21: cron\.faults: q is also the key of/);
    expect(text).toMatch(/noservice: 1 fault\n.*config\.yaml:22: There is no service "none"/);
    expect(text).toMatch(/config\.yaml:23: There is no setting "foo"/);
    expect(text).toMatch(/config\.yaml:24: The maintenance of the alerts cannot begin at "99 3 \* \* 0"/);
    expect(text).toContain('note: the variable NOT_SET, which holds a secret, is not set here.');
  });

  it('says what goes before a connection', () => {
    expect(check(undefined, {PGHOST: 'x'}).text).toContain(
      'goes before connection, unless --profile is given',
    );
  });

  it('is content with a good file, and with none', () => {
    const good = join(home, 'good.yaml');
    writeFileSync(good, 'profiles:\n  a:\n');
    expect(check(good)).toEqual({exitCode: 0, text: `${good}\n  a: good\n`});
    expect(check(undefined, {HOME: '/nowhere'})).toEqual({
      exitCode: 0,
      text: 'There is no configuration file. It would be /nowhere/.config/lanewatch/config.yaml.\n',
    });
  });
});

describe('the alerts of a profile', () => {
  const file = join(home, 'alerts.yaml');
  writeFileSync(
    file,
    `profile: a
profiles:
  a:
    connection: db1
    alerts: {severity: critical, repeat: 30m, after: 3, slack: 'env:HOOK', exec: ./tell}
`,
  );
  const read = async (argv: string[], env: Record<string, string | undefined> = {}) => {
    const parsed = parseArguments([...argv, '--config', file], commands);
    if (parsed.kind !== 'run') throw new Error('it is not to be run');
    const all = {HOME: home, HOOK: 'https://hooks.example/x', ...env};
    return readAlertSettings((await withProfile(parsed, all)).flags, all);
  };

  it('reach the worker, their secrets by reference', async () => {
    expect(await read(['worker'])).toMatchObject({
      leastSeverity: 'critical',
      repeatMs: 1_800_000,
      afterLooks: 3,
      channels: [{kind: 'notify'}, {url: 'https://hooks.example/x'}, {command: './tell'}],
    });
  });

  it('give way to flags and variables', async () => {
    const settings = await read(['worker', '--alert-after', '1'], {LANEWATCH_ALERT_EXEC: './other'});
    expect(settings).toMatchObject({afterLooks: 1, leastSeverity: 'critical'});
    expect(settings.channels).toContainEqual({kind: 'exec', name: 'exec', command: './other'});
  });

  it('are fetched by nobody who sends none', async () => {
    await expect(read(['worker'], {HOOK: undefined})).rejects.toThrow(/HOOK is not set/);
    const parsed = parseArguments(['report', 'lanes', '--config', file], commands);
    if (parsed.kind !== 'run') throw new Error('it is not to be run');
    expect((await withProfile(parsed, {HOME: home})).profile?.name).toBe('a');
  });
});
