import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openClient} from '../../src/db/client.ts';
import {type EmbeddedServer, startEmbeddedServer} from '../../src/db/embedded-server.ts';
import {readSql} from '../../src/db/sql-files.ts';
import {installOperationalTables} from '../support/templates.ts';
import {urlOf} from './sample-server.ts';
import {createSandbox, program, type Sandbox} from './sandbox.ts';

/** Somebody follows the tour of the README on a database of the platform that lanewatch has never seen. */
let sandbox: Sandbox;
let server: EmbeddedServer;
let steps: readonly string[];

beforeAll(async () => {
  [sandbox, server] = await Promise.all([createSandbox(), startEmbeddedServer()]);
  const client = openClient(server.connection, {applicationName: 'lanewatch test', max: 1});
  await installOperationalTables(client);
  await client`select set_config('lanewatch_demo.seed', '7', false)`;
  for (const file of ['000001_model', '000002_submissions'])
    await client.unsafe(readSql(`demo/before-migration/${file}.sql`));
  await client.end();
  const readme = await readFile(join(import.meta.dirname, '../../README.md'), 'utf8');
  const [, block = ''] = /readme\.test\.ts\. -->\n```sh\n(.*?)^```$/ms.exec(readme) ?? [];
  steps = block.split('\n').filter(line => line.startsWith('lanewatch'));
}, 120_000);
afterAll(async () => {
  await server.stop();
  await sandbox.remove();
});

async function follow(line: string) {
  const script = `lanewatch() { '${process.execPath}' '${program}' "$@"; }; ${line}`;
  const child = spawn('bash', ['-c', script], {
    cwd: sandbox.folder,
    env: {...sandbox.env, DATABASE_URL: urlOf(server.connection)},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return {exitCode: child.exitCode, stdout, stderr};
}

describe('the tour of the README', () => {
  it.each([
    [0, /checks passed/],
    [1, /Materialized views/],
    [2, /^$/],
    [3, /went from version 0 to \d+/],
    [4, /Everything is built from [\d,]+ scored submissions/],
    [5, /│ challenge +│ lane +│/],
    [6, /^refresh_id,view_name,cause,status/],
    [7, /^LANEWATCH VIEWS OK/],
  ])('step %i reaches what it says', async (nth, wanted) => {
    const told = await follow(steps[nth] ?? 'false');
    expect(told.stdout, told.stderr).toMatch(wanted);
    expect(told.exitCode).toBe(0);
    if (nth === 2)
      expect(await readFile(join(sandbox.folder, 'install.sql'), 'utf8')).toMatch(/CREATE MATERIALIZED VIEW/);
  });

  it('has no step that is not followed here', () => {
    expect(steps).toHaveLength(8);
  });
});
