import {execFile} from 'node:child_process';
import {readFile, writeFile} from 'node:fs/promises';
import {promisify} from 'node:util';
import {describe, expect, it} from 'vitest';
import {debianPrograms} from '../support/debian-postgres.ts';
import {provideDatabase, servers} from '../support/servers.ts';

const file = new URL('schema.sql', import.meta.url);
const dumpedBy = servers.filter(({name}) => name === 'Postgres 15');

/** Comments, settings and blank lines differ from one pg_dump to the next; statements do not. */
function normalise(dump: string): string {
  const lines = dump
    .split('\n')
    .filter(line => !/^(--|SET |SELECT pg_catalog\.set_config|\\(un)?restrict)/.test(line));
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

describe.each(dumpedBy)('the schema on $name', server => {
  const database = provideDatabase(server);

  // UPDATE_SCHEMA=1 npx vitest run --project db test/db/schema-dump.test.ts
  it('is the one committed in test/db/schema.sql, so that every change to it is seen in review', async () => {
    const {connection} = database();
    const {stdout} = await promisify(execFile)(`${debianPrograms}/pg_dump`, [
      '--schema-only',
      `--host=${connection.host}`,
      `--port=${connection.port}`,
      `--username=${connection.user}`,
      connection.database,
    ]);
    const found = normalise(stdout);
    if (process.env.UPDATE_SCHEMA === '1') await writeFile(file, found);
    expect(found).toBe(await readFile(file, 'utf8'));
  });
});
