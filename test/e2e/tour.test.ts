import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import type {Connection} from '../../src/config/connection.ts';
import {openClient} from '../../src/db/client.ts';
import type {Terminal} from '../support/terminal.ts';
import {cookedSettings, createSandbox, type Sandbox} from './sandbox.ts';

/** One demo from start to quit, as a newcomer walks through it; each step goes on where the last one ended. */
let sandbox: Sandbox;
let terminal: Terminal;
let startedMs: number;

beforeAll(async () => {
  sandbox = await createSandbox();
  startedMs = performance.now();
  terminal = sandbox.open(['demo'], {columns: 120, rows: 40});
});
afterAll(() => sandbox.remove());

/** After a step that failed the others would only say so again. */
let hasFailed = false;
beforeEach(({skip, onTestFailed}) => {
  skip(hasFailed, 'an earlier step failed');
  onTestFailed(() => {
    hasFailed = true;
  });
});

/** Where the demo's server is, from the files that it keeps. */
async function demoConnection(): Promise<Connection> {
  const [name = ''] = await readdir(sandbox.folder);
  const directory = join(sandbox.folder, name);
  const [, , , port] = (await readFile(join(directory, 'data/postmaster.pid'), 'utf8')).split('\n');
  const password = (await readFile(join(directory, 'password'), 'utf8')).trim();
  return {
    host: '127.0.0.1',
    port: Number(port),
    database: 'postgres',
    user: 'postgres',
    password,
    tls: 'disable',
  };
}

it('shows live data within 5 s of its start, the failing job first and highlighted', async () => {
  const screen = await terminal.waitFor(/✗ failed.*ERROR/);
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  const jobs = screen.split('\n').filter(line => /\b(FAILING|PAUSED|OK|RUNNING|LATE)\b.* \* /.test(line));
  expect(jobs[0]).toMatch(/✗ FAILING \d+ +export-weekly-digest/);
  expect(screen).toMatch(/‖ PAUSED +rebuild-submission-indexes/);
  expect(jobs).toHaveLength(8);
  expect(terminal.stylesOf('FAILING').some(({coloured}) => coloured)).toBe(true);
  expect(terminal.isAlternateScreen()).toBe(true);
  expect(terminal.isCursorVisible()).toBe(false);
  await terminal.waitFor(/PG 18\S* · built-in cron · primary +● live 2 s/);
});

it('2 Cron: the cursor moves, Enter fills the screen with runs, / filters', async () => {
  // The last job refreshes no view; the one above it does.
  terminal.press('G', 'k');
  await terminal.waitFor(/▶ +✓ OK +refresh-weakness-patterns/);
  terminal.press('enter');
  await terminal.waitFor(
    screen => !screen.includes('SCHEDULE') && screen.includes('┌ refresh-weakness-patterns'),
  );
  terminal.press('esc');
  await terminal.waitFor('SCHEDULE');
  terminal.press('/');
  await terminal.waitFor('Enter takes it');
  terminal.press('agent');
  await terminal.waitFor(screen => screen.includes('refresh-agent') && !screen.includes('purge-cron'));
  terminal.press('ctrl-u', 'enter');
  await terminal.waitFor('purge-cron-history');
});

it('3 Events: a submission that is scored while we look arrives by itself', async () => {
  terminal.press('3');
  await terminal.waitFor(/Events · 2 channels ● heard/);
  const connection = await demoConnection();
  const client = openClient(connection, {applicationName: 'lanewatch test'});
  try {
    const [scored] = await client<{id: string}[]>`
      insert into submissions (id, agent_id, challenge_id, status, composite_score, final_lane_scores, created_at)
      select gen_random_uuid(), agent_id, challenge_id, 'scored', 50, '{"speed": 50}', now() from submissions limit 1
      returning id::text`;
    await terminal.waitFor(scored?.id.slice(0, 8) ?? 'the inserted row', 2_000);
  } finally {
    await client.end();
  }
});

it('5 Lanes: a challenge with its box plots, ] goes to the next', async () => {
  terminal.press('5');
  const first = await terminal.waitFor(/speed +[\d,]+ +[\d.]+ .*─\[█+│█+\]─/);
  expect(first.match(/\[█+│█+\]/g)).toHaveLength(6);
  expect(first).toContain('(1 of 12)');
  terminal.press(']');
  await terminal.waitFor(/\(2 of 12\)[\s\S]*─\[█+│█+\]─/);
});

it('6 Agents: sparklines, the line chart and the weak lanes', async () => {
  terminal.press('6');
  const screen = await terminal.waitFor(/┤.*\n.*│/);
  expect(screen).toContain('Agents · 40');
  expect(screen.match(/[▁▂▃▄▅▆▇█]{3,}/g)?.length).toBeGreaterThan(10);
  expect(screen).toContain('Weak lanes');
});

it('7 Explain: e runs the query behind the list and shows its plan', async () => {
  terminal.press('2');
  await terminal.waitFor('Cron jobs · 8');
  terminal.press('e');
  const plan = await terminal.waitFor(/Explain · list-cron-jobs · [\d.]+ m?s run/);
  expect(plan).toMatch(/SELF +%.*ROWS.*NODE/);
  expect(plan).toMatch(/[\d.]+ m?s +\d+%.* Limit/);
});

it('? lists the keys, @ lists every statement that was sent', async () => {
  terminal.press('2');
  await terminal.waitFor('Cron jobs · 8');
  // The last job refreshes no view; the one above it does.
  terminal.press('G', 'k');
  await terminal.waitFor(/▶ +✓ OK +refresh-weakness-patterns/);
  terminal.press('?');
  await terminal.waitFor('┌ Keys');
  terminal.press('/', 'every statement');
  await terminal.waitFor(/▶ @ +Show every statement that lanewatch sent\./);
  terminal.press('esc');
  await terminal.waitFor('Refresh the view that the job refreshes');
  terminal.press('esc');
  await terminal.waitFor(/▶ +✓ OK/);
  terminal.press('@');
  const log = await terminal.waitFor('SQL log');
  expect(log).toContain('list-cron-jobs');
  expect(log).toContain(' 0 failed');
  terminal.press('esc');
  await terminal.waitFor(/▶ +✓ OK/);
});

describe('a storm of resizes', () => {
  it.each([
    [80, 24],
    [200, 60],
    [60, 15],
  ])('fills %i x %i, no line too long', async (columns, rows) => {
    terminal.resize(columns, rows);
    await terminal.waitFor(() => {
      const lines = terminal.screen();
      return /q quit/.test(lines[rows - 1] ?? '') && (lines[0] ?? '').trimEnd().endsWith('Z');
    });
    const lines = terminal.screen();
    expect(lines[0]).toHaveLength(columns);
    expect(lines.filter(line => line.includes('q quit'))).toHaveLength(1);
    expect(lines.filter(line => line.includes('lanewatch'))).toHaveLength(1);
  });

  it('says what it needs where there is too little room, and comes back', async () => {
    terminal.resize(59, 14);
    await terminal.waitFor('lanewatch needs 60x15; this is 59x14.');
    expect(terminal.screen().filter(line => line !== '')).toHaveLength(1);
    for (const [columns, rows] of [
      [81, 25],
      [200, 60],
      [70, 20],
      [80, 24],
    ] as const)
      terminal.resize(columns, rows);
    const screen = await terminal.waitFor(/▶ +✓ OK +refresh-weakness-patterns/);
    expect(screen.split('\n')).toHaveLength(24);
  });
});

it('r asks with the statement shown, y runs it, and the log has its row', async () => {
  terminal.press('r');
  await terminal.waitFor("CALL analytics_refresh('mv_weakness_patterns', 'manual');");
  terminal.press('r');
  terminal.press('y');
  await terminal.waitFor(/Refreshed mv_weakness_patterns in [\d.]+ m?s/);
  const client = openClient(await demoConnection(), {applicationName: 'lanewatch test'});
  try {
    const rows = await client`select view_name, status from analytics_refresh_log where cause = 'manual'`;
    // What it is made from is brought up to date first.
    expect(rows).toContainEqual({view_name: 'mv_weakness_patterns', status: 'succeeded'});
  } finally {
    await client.end();
  }
  terminal.press('@');
  await terminal.waitFor(/refresh-view +call /i);
  terminal.press('esc');
  await terminal.waitFor(/▶ +✓ OK/);
});

it('q gives the terminal back as it was and leaves nothing', async () => {
  terminal.press('q');
  await expect(terminal.ended).resolves.toEqual({exitCode: 0, signal: 0});
  const shell = terminal.screen().join('\n');
  expect(shell).toContain('The shell again, after 0.');
  for (const setting of cookedSettings) expect(shell).toMatch(new RegExp(`(^|[ ;])${setting}\\b`, 'm'));
  expect(terminal.isAlternateScreen()).toBe(false);
  expect(terminal.isCursorVisible()).toBe(true);
  expect(await sandbox.leftovers()).toEqual({files: [], processes: []});
});
