import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {text} from 'node:stream/consumers';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {startSampleServer, urlOf} from './sample-server.ts';
import {createSandbox, program, type Sandbox} from './sandbox.ts';

/** Outputs that end early, are closed, or are full. */
let sandbox: Sandbox;
let server: EmbeddedServer;

beforeAll(async () => {
  [sandbox, server] = await Promise.all([createSandbox(), startSampleServer()]);
});
afterAll(async () => {
  await server.stop();
  await sandbox.remove();
});

/** Runs a line of shell in which `lanewatch` is the program. */
async function shell(line: string) {
  const script = `set -o pipefail; lanewatch() { '${process.execPath}' '${program}' "$@"; }; ${line}`;
  const child = spawn('bash', ['-c', script], {
    env: {...sandbox.env, DATABASE_URL: urlOf(server.connection)},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return {exitCode: child.exitCode, stdout, stderr};
}

describe('an output that ends early', () => {
  it.each([
    'lanewatch report runs --format csv --limit 5000 | head -1',
    'lanewatch report progress --format json --limit 2000 | head -1',
    'lanewatch --help | head -1',
    'lanewatch migrate --dry-run | head -1',
  ])('%s ends well, without a word', async line => {
    const {exitCode, stdout, stderr} = await shell(line);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    expect(stderr.replace(/^The first \d+ are shown.*\n/, '').replace(/^The pipeline .*\n/, '')).toBe('');
    expect(exitCode).toBe(0);
  });
});

describe('a full disk', () => {
  it.each([
    ['lanewatch report runs --format csv > /dev/full', 1],
    ['lanewatch --help > /dev/full', 1],
    ['lanewatch check > /dev/full', 3],
  ])('%s fails and says so', async (line, exitCode) => {
    const told = await shell(line);
    expect(told.stderr).toContain('lanewatch: The output cannot be written: ENOSPC');
    expect(told.stderr).not.toMatch(/^\s+at /m);
    expect(told.exitCode).toBe(exitCode);
  });
});

it('a closed output is no crash', async () => {
  const {stderr, exitCode} = await shell('lanewatch report views >&-');
  expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0});
});

it('messages that nobody takes do not stop the results', async () => {
  const {stdout, exitCode} = await shell('lanewatch report runs --limit 2 --format csv 2> /dev/full');
  expect(stdout.split('\r\n')).toHaveLength(4);
  expect(exitCode).toBe(0);
});
