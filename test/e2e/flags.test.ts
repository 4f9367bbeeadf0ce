import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {commands} from '../../src/commands/registry.ts';
import {type Client, openClient} from '../../src/db/client.ts';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {migrate} from '../../src/db/migrate.ts';
import {installOperationalTables} from '../support/templates.ts';
import {startSampleServer, urlOf} from './sample-server.ts';
import {createSandbox, program, type Sandbox} from './sandbox.ts';

/** All of a table begin at once and wait for their turn. */
vi.setConfig({testTimeout: 120_000});

/*
 * What every flag of every command does, seen from outside. A flag that is in no table here fails the last test: how
 * flags are read is tested elsewhere, this is about their effect.
 */
let sandbox: Sandbox;
let server: EmbeddedServer;
let url: string;
/** Has the pipeline in the schema `analytics`, and nowhere else. */
let elsewhereUrl: string;
let file: (name: string) => string;
/** Sessions that stand for a scheduler: without one each check would look a second time, three seconds later. */
let schedulers: readonly Client[];

beforeAll(async () => {
  [sandbox, server] = await Promise.all([createSandbox(), startSampleServer()]);
  url = urlOf(server.connection);
  const elsewhere = {...server.connection, database: 'elsewhere'};
  elsewhereUrl = urlOf(elsewhere);
  const admin = openClient(server.connection, {applicationName: 'lanewatch test'});
  await admin.unsafe('create database elsewhere');
  await admin.end();
  const client = openClient(elsewhere, {applicationName: 'lanewatch test'});
  await installOperationalTables(client);
  await client.end();
  await migrate({connection: elsewhere, schema: 'analytics'});
  schedulers = [server.connection, elsewhere].map(connection =>
    openClient(connection, {applicationName: 'lanewatch scheduler'}),
  );
  await Promise.all(schedulers.map(scheduler => scheduler.unsafe('select')));
  file = name => join(sandbox.folder, name);
  await writeFile(
    file('lanewatch.yaml'),
    'profiles:\n  dead:\n    connection: postgres://u@127.0.0.1:1/db\n  calm:\n    source: scheduled\n',
  );
  await writeFile(file('names.csv'), 'kind,id,label\n');
  await writeFile(
    file('plan.json'),
    JSON.stringify([{Plan: {'Node Type': 'Result', 'Plan Rows': 1, 'Plan Width': 4}}]),
  );
}, 120_000);
afterAll(async () => {
  await Promise.all(schedulers.map(scheduler => scheduler.end()));
  await server.stop();
  await sandbox.remove();
});

/** Ends of what runs now, by lane. */
const lanes = new Map<string, Promise<unknown>>();

/** Programs run side by side, but for those that would meet at the same views. */
function laneOf(args: readonly string[]): string {
  const names = args.filter(argument => plainly[argument]);
  if (names.some(name => commands.find(command => command.name === name)?.writes)) return 'writing';
  return 'reading';
}

function lanewatch(args: readonly string[], input = '') {
  const lane = laneOf(args);
  const told = (lanes.get(lane) ?? Promise.resolve()).then(() => run(args, input));
  lanes.set(
    lane,
    told.catch(() => {}),
  );
  return told;
}

async function run(args: readonly string[], input: string) {
  const child = spawn(process.execPath, [program, ...args], {
    env: {...sandbox.env, COLUMNS: '160', LINES: '40', DATABASE_URL: url},
    cwd: sandbox.folder,
  });
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return {exitCode: child.exitCode, stdout, stderr, all: stdout + stderr};
}

/** For each command a line that ends by itself and does no harm. */
const plainly: Readonly<Record<string, readonly string[]>> = {
  monitor: ['--once', '--screen', 'lanes'],
  migrate: ['migrate', '--status'],
  worker: ['worker', '--once'],
  refresh: ['refresh', 'mv_time_to_first_win'],
  backfill: ['backfill'],
  verify: ['verify'],
  labels: ['labels', 'import', 'names.csv'],
  check: ['check', 'views'],
  doctor: ['doctor'],
  alert: ['alert', 'test'],
  report: ['report', 'refreshes'],
  explain: ['explain', 'list-challenges', '--no-analyze'],
  plan: ['plan', 'plan.json'],
  config: ['config', 'check'],
};

const covered = new Set<string>();
/** Notes, when the tables are read, that a flag is looked at. */
function cover<Row extends {command: string; flags: readonly string[]}>(
  rows: readonly Row[],
): readonly Row[] {
  for (const {command, flags} of rows) for (const flag of flags) covered.add(`${command} ${flag}`);
  return rows;
}

/** The commands that have a flag and end by themselves. */
function having(flag: string) {
  const names = commands.filter(({flags, name}) => flag in flags && plainly[name]).map(({name}) => name);
  return cover(names.map(command => ({command, flags: [flag], args: plainly[command] ?? []})));
}

describe('--database-url is the server that is asked', () => {
  it.concurrent.each(having('databaseUrl'))('$command', async ({args}) => {
    expect((await lanewatch([...args, '-d', 'postgres://u@127.0.0.1:1/db'])).all).toContain('ECONNREFUSED');
  });
});

describe('--profile, in the file of --config, is the server that is asked', () => {
  it.concurrent.each([...having('profile'), ...having('config')])(
    '$command $flags',
    async ({command, args}) => {
      if (command === 'config') {
        const told = await lanewatch(['config', 'check', '--config', 'nowhere.yaml']);
        expect(told.stderr).toContain('nowhere.yaml');
        return;
      }
      const told = await lanewatch([...args, '--profile', 'dead', '--config', file('lanewatch.yaml')]);
      expect(told.all).toContain('ECONNREFUSED');
    },
  );
});

describe('--schema is where the pipeline is', () => {
  it.concurrent.each(having('schema'))('$command', async ({command, args}) => {
    const at = (schema: string) => lanewatch([...args, '--schema', schema, '-d', elsewhereUrl]);
    const [there, elsewhere] = await Promise.all([at('analytics'), at('public')]);
    expect(there.all).not.toMatch(/not installed|nothing to refresh/i);
    if (!['check', 'doctor', 'worker', 'alert'].includes(command)) expect(elsewhere.all).not.toBe(there.all);
    // What cannot be seen is not taken for good.
    if (command === 'check') expect(elsewhere.all).toMatch(/UNCHECKED.*It is installed in analytics/);
  });
});

describe('--log-file is where the log goes, also what is read by machines', () => {
  it.concurrent.each(having('logFile'))('$command', async ({command, args}) => {
    const path = file(`${command}.log`);
    await lanewatch([...args, '--log-file', path]);
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({level: expect.any(String)});
  });
});

describe('--log-level is how much of it', () => {
  it.concurrent.each(having('logLevel'))('$command', async ({command, args}) => {
    const [quiet, loud] = [file(`${command}.error`), file(`${command}.info`)];
    await lanewatch([...args, '--log-file', quiet, '--log-level', 'error']);
    await lanewatch([...args, '--log-file', loud, '--log-level', 'info']);
    expect(await readFile(quiet, 'utf8')).toBe('');
    expect(await readFile(loud, 'utf8')).toContain('"level":"info"');
  });
});

describe('--ascii draws nothing past ASCII, --no-color no colour', () => {
  it.concurrent.each(having('ascii'))('$command', async ({args}) => {
    const {stdout, exitCode} = await lanewatch([...args, '--ascii']);
    expect(stdout).toMatch(/^[\n\x20-\x7E]+$/);
    expect(exitCode).toBe(0);
  });

  it.concurrent.each(having('color'))('$command', async ({args}) => {
    const {stdout, exitCode} = await lanewatch([...args, '--no-color']);
    expect(stdout).not.toContain('\u001B');
    expect(exitCode).toBe(0);
  });
});

describe('--statement-timeout', () => {
  it.concurrent.each(having('statementTimeout'))('$command takes it', async ({args}) => {
    expect((await lanewatch([...args, '--statement-timeout', '60000'])).exitCode).toBe(0);
  });

  it('ends a refresh that takes longer', async () => {
    const holder = openClient(server.connection, {applicationName: 'lanewatch test'});
    await holder.unsafe('begin; lock table bout_results in access exclusive mode');
    const args = ['refresh', 'mv_time_to_first_win', '--statement-timeout'];
    const {exitCode, stdout} = await lanewatch([...args, '300']);
    await holder.end();
    expect(stdout).toMatch(/mv_time_to_first_win +failed +canceling statement due to statement timeout/);
    expect(exitCode).toBe(1);
    expect((await lanewatch([...args, '60000'])).exitCode).toBe(0);
  });

  it.each([
    ['refresh', '--all', '--statement-timeout', '-1'],
    ['backfill', '--statement-timeout', '1000'],
    ['migrate', '--status', '--statement-timeout', '1000'],
  ])('%s takes none that would be of no use', async (...args) => {
    expect(await lanewatch(args)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--statement-timeout'),
    });
  });

  it('ends a question that takes longer', async () => {
    const {exitCode, stderr} = await lanewatch(
      ['explain', '-', '--statement-timeout', '100'],
      'select pg_sleep(20)',
    );
    expect(stderr).toMatch(/timeout|longer/i);
    expect(exitCode).toBe(1);
  });
});

describe('--cron-database is where the jobs are looked for', () => {
  const lines: Readonly<Record<string, readonly string[]>> = {
    monitor: ['--once', '--screen', 'cron'],
    report: ['report', 'cron'],
    check: ['check', 'cron'],
  };

  it.concurrent.each(having('cronDatabase'))('$command', async ({command, args}) => {
    const told = await lanewatch([...(lines[command] ?? args), '--cron-database', 'nowhere']);
    // EXPLAIN needs no jobs to be there.
    if (command === 'explain') expect(told.exitCode).toBe(0);
    else expect(told.all).toContain('nowhere');
  });
});

describe('--read-url names a standby, which the primary stands in for where it is gone', () => {
  const lines: Readonly<Record<string, readonly [RegExp, ...string[]]>> = {
    monitor: [/127\.0\.0\.1:1 is gone/, '--once', '--screen', 'lanes'],
    report: [/ on the primary/, 'report', 'lanes'],
    check: [/the standby 127\.0\.0\.1:1 cannot be read/, 'check', 'pipeline', '--format', 'human'],
    doctor: [/the standby 127\.0\.0\.1:1 cannot be read/, 'doctor'],
    worker: [/"level":"info"/, 'worker', '--once'],
  };

  it.concurrent.each(having('readUrl'))('$command', async ({command, args}) => {
    const [wanted, ...line] = lines[command] ?? [/is not tried here/, ...args];
    const told = await lanewatch([...line, '--read-url', 'host=127.0.0.1 port=1']);
    expect(told.all.replace(/\s+/g, ' ')).toMatch(wanted);
  });
});

interface Row {
  readonly command: string;
  readonly flags: readonly string[];
  readonly args: readonly string[];
  readonly exitCode?: number;
  readonly wanted: RegExp;
}

describe('flags of one command', () => {
  const rows: readonly Row[] = [
    {
      command: 'monitor',
      flags: ['screen'],
      args: ['--screen', 'views', '--once'],
      wanted: /Materialized views/,
    },
    {
      command: 'monitor',
      flags: ['agent'],
      args: ['--agent', 'vega', '--once'],
      wanted: /Agents · .*\n.*\n.* Vega /,
    },
    {
      command: 'monitor',
      flags: ['challenge'],
      args: ['--challenge', 'maze', '--once'],
      wanted: /Lanes · Maze/,
    },
    {
      command: 'monitor',
      flags: ['source'],
      args: ['--source', 'scheduled', '--screen', 'agents', '--once'],
      wanted: /Agents · .*scheduled \(chosen\): data /,
    },
    {
      command: 'report',
      flags: ['source'],
      args: ['report', 'lanes', '--profile', 'calm', '--config', 'lanewatch.yaml', '--limit', '1'],
      wanted: /Read from the scheduled views, as of /,
    },
    {command: 'monitor', flags: ['readOnly'], args: ['--read-only', '--once'], wanted: /read.only/i},
    {command: 'monitor', flags: ['bell'], args: ['--no-bell', '--once'], wanted: /^[^\u0007]+$/},
    {command: 'monitor', flags: ['interval'], args: ['--interval', '7', '--once'], wanted: /7 s/},
    {
      command: 'monitor',
      flags: ['interval'],
      args: ['--interval', '0.1'],
      exitCode: 2,
      wanted: /at least 0\.5/,
    },
    {
      command: 'monitor',
      flags: ['listen', 'once'],
      args: ['--listen', 'one,two,three', '--screen', 'events', '--once'],
      wanted: /3 channels/,
    },
    {command: 'migrate', flags: ['status'], args: ['migrate', '--status'], wanted: /pending +nothing/},
    {command: 'migrate', flags: ['dryRun'], args: ['migrate', '--dry-run'], wanted: /./},
    {
      command: 'migrate',
      flags: ['uninstall'],
      args: ['migrate', '--uninstall', '--schema', 'nothing_here'],
      wanted: /There is no pipeline in/,
    },
    {command: 'worker', flags: ['once'], args: ['worker', '--once'], wanted: /"level":"info"/},
    {
      command: 'worker',
      flags: ['follow'],
      args: ['worker', '--once', '--follow', 'views'],
      wanted: /"level":"info"/,
    },
    {
      command: 'backfill',
      flags: ['maxLag', 'maxLoad'],
      args: ['backfill', '--max-lag', '10s', '--max-load', '500'],
      wanted: /Everything is built[\s\S]*No standby is connected: --max-lag waits for none/,
    },
    {
      command: 'backfill',
      flags: ['maxLag'],
      args: ['backfill', '--max-lag', 'soon'],
      exitCode: 2,
      wanted: /--max-lag is no span of time/,
    },
    {
      command: 'worker',
      flags: ['sessions'],
      args: ['worker', '--sessions', '17'],
      exitCode: 2,
      wanted: /--sessions is out of range/,
    },
    {
      command: 'worker',
      flags: ['alerts'],
      args: ['worker', '--once', '--no-alerts'],
      wanted: /"level":"info"/,
    },
    {
      command: 'worker',
      flags: ['alertExec'],
      args: ['worker', '--once', '--alert-exec', 'true'],
      wanted: /"level":"info"/,
    },
    {
      command: 'worker',
      flags: ['alertSeverity'],
      args: ['worker', '--once', '--alert-severity', 'mild'],
      exitCode: 2,
      wanted: /--alert-severity cannot be "mild"/,
    },
    {
      command: 'worker',
      flags: ['alertRepeat'],
      args: ['worker', '--once', '--alert-repeat', '-1'],
      exitCode: 2,
      wanted: /--alert-repeat/,
    },
    {
      command: 'worker',
      flags: ['alertAfter'],
      args: ['worker', '--once', '--alert-after', '0'],
      exitCode: 2,
      wanted: /--alert-after/,
    },
    {
      command: 'worker',
      flags: ['alertMaintenance'],
      args: ['worker', '--once', '--alert-maintenance', 'sundays'],
      exitCode: 2,
      wanted: /--alert-maintenance/,
    },
    {
      command: 'alert',
      flags: ['alertExec'],
      args: ['alert', 'test', '--alert-exec', 'echo told > told.txt'],
      wanted: /exec/,
    },
    {command: 'refresh', flags: ['all'], args: ['refresh', '--all'], wanted: /(mv_.* succeeded .*\n){4}/},
    {
      command: 'refresh',
      flags: ['format'],
      args: ['refresh', 'mv_time_to_first_win', '--format', 'json'],
      wanted: /^\[\{"view":"mv_time_to_first_win","cause":"manual","status":"succeeded"/,
    },
    {
      command: 'backfill',
      flags: ['format'],
      args: ['backfill', '--format', 'json'],
      wanted: /^\{"complete":true/,
    },
    {
      command: 'verify',
      flags: ['format'],
      args: ['verify', '--format', 'json'],
      wanted: /^\{"differences":\[\],"busy":0\}/,
    },
    {
      command: 'report',
      flags: ['source'],
      args: ['report', 'lanes', '--source', 'scheduled', '--format', 'csv'],
      wanted: /,scheduled,20\d\d-/,
    },
    {
      command: 'check',
      flags: ['format'],
      args: ['check', 'views', '--format', 'json'],
      wanted: /^\{\n {2}"version": 1/,
    },
    {
      command: 'check',
      flags: ['timeout'],
      args: ['check', '-t', '20'],
      exitCode: 3,
      wanted: /--timeout is out of range/,
    },
    {
      command: 'check',
      flags: ['warning'],
      args: ['check', 'views', '-w', '1000000:'],
      exitCode: 1,
      wanted: /^LANEWATCH VIEWS WARNING/,
    },
    {
      command: 'check',
      flags: ['critical'],
      args: ['check', 'views', '-c', '1000000:'],
      exitCode: 2,
      wanted: /^LANEWATCH VIEWS CRITICAL/,
    },
    {
      command: 'check',
      flags: ['unreachable'],
      args: ['check', '--unreachable', 'unknown', '-d', 'postgres://u@127.0.0.1:1/db'],
      exitCode: 3,
      wanted: /^LANEWATCH ALL UNKNOWN/,
    },
    {
      command: 'doctor',
      flags: ['format'],
      args: ['doctor', '--format', 'json'],
      wanted: /^\{\n {2}"version": 1/,
    },
    {
      command: 'report',
      flags: ['agent', 'challenge', 'format'],
      args: ['report', 'progress', '--agent', 'vega', '--challenge', 'maze', '--format', 'csv'],
      wanted: /^agent_label,.*\r\n(Vega,Maze Runner,.*\r\n)+$/,
    },
    {
      command: 'report',
      flags: ['limit'],
      args: ['report', 'runs', '--limit', '2', '--format', 'csv'],
      wanted: /^([^\r]*\r\n){3}The first 2 /,
    },
    {
      command: 'explain',
      flags: ['analyze'],
      args: ['explain', 'list-challenges', '--no-analyze'],
      wanted: /Limit/,
    },
    {
      command: 'explain',
      flags: ['timing'],
      args: ['explain', 'list-challenges', '--no-timing'],
      wanted: /Limit/,
    },
    {
      command: 'explain',
      flags: ['generic', 'format'],
      args: ['explain', 'lane-distributions', '--generic', '--no-analyze', '--format', 'raw'],
      wanted: /^\[\n.*"Plan"/s,
    },
    {
      command: 'plan',
      flags: ['format'],
      args: ['plan', 'plan.json', '--format', 'json'],
      wanted: /^\{"planningMs"/,
    },
    {
      command: 'cron',
      flags: ['from', 'count', 'tz', 'format'],
      args: [
        ...['cron', 'next', '0 12 * * *', '--from', '2026-07-01T00:00:00Z'],
        ...['--count', '1', '--tz', 'Europe/Paris', '--format', 'json'],
      ],
      wanted: /^\{.*"timezone":"Europe\/Paris".*"fires":\["2026-07-01T10:00:00\.000Z"\]\}\n$/,
    },
  ];

  it.concurrent.each(cover(rows))('$args', async ({args, exitCode = 0, wanted}) => {
    const told = await lanewatch(args);
    expect(told.all).toMatch(wanted);
    expect(told.exitCode).toBe(exitCode);
  });
});

describe('the demo', () => {
  /** It is the monitor on a server of its own, so that one run shows what they share. */
  const rows = cover([
    {
      command: 'demo',
      flags: Object.keys(commands.find(({name}) => name === 'demo')?.flags ?? {}).filter(
        flag => flag !== 'headless',
      ),
    },
    {command: 'demo', flags: ['headless']},
  ]);

  it('takes what the monitor takes, a seed, and a folder to keep', async () => {
    expect(rows[0]?.flags).toContain('keep');
    const log = file('demo.log');
    const {exitCode, stdout} = await lanewatch([
      ...[
        'demo',
        '--keep',
        file('kept'),
        '--seed',
        '3',
        '--once',
        '--screen',
        'lanes',
        '--challenge',
        'maze',
      ],
      ...['--ascii', '--no-color', '--read-only', '--interval', '5', '--listen', 'one', '--log-file', log],
      ...[
        '--log-level',
        'info',
        '--statement-timeout',
        '5000',
        '--agent',
        'vega',
        '--cron-database',
        'postgres',
      ],
    ]);
    expect(stdout).toMatch(/Lanes - Maze|Lanes . Maze/);
    expect(stdout).toMatch(/^[\n\x20-\x7E]+$/);
    expect(exitCode).toBe(0);
    expect(await readFile(join(file('kept'), 'PG_VERSION'), 'utf8').catch(() => 'kept')).toMatch(/18|kept/);
    expect(await readFile(log, 'utf8')).toContain('"level":"info"');
  });

  it('runs without a monitor until it is interrupted', async () => {
    const child = spawn(process.execPath, [program, 'demo', '--headless'], {env: sandbox.env});
    child.stdout.setEncoding('utf8');
    const [line] = await once(child.stdout, 'data');
    expect(line).toMatch(/^postgres:\/\/postgres:/);
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
  });
});

it('no flag is left out', () => {
  const all = commands.flatMap(({name, flags}) => Object.keys(flags).map(flag => `${name} ${flag}`));
  expect(all.filter(each => !covered.has(each))).toEqual([]);
  expect([...covered].filter(each => !all.includes(each))).toEqual([]);
});
