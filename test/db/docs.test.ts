import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {provideDatabase, servers} from '../support/servers.ts';

/** The SQL of the documentation works where the pipeline is installed. */
const folder = join(import.meta.dirname, '../../docs');
const blocks = readdirSync(folder)
  .filter(name => name.endsWith('.md'))
  .flatMap(name =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/^```sql\n(.*?)^```$/gms)].map(
      ([, sql = ''], index) => ({name, nth: index + 1, sql}),
    ),
  );

test('there is SQL to run', () => {
  expect(blocks.length).toBeGreaterThan(3);
});

describe.each(servers)('on $name', server => {
  const database = provideDatabase(server);

  test.each(blocks)('$name, block $nth', async ({sql}) => {
    // A procedure that commits cannot be rolled back; it changes no more than the log.
    if (/^call /.test(sql)) return void (await database().client.unsafe(sql));
    const undone = new Error('undone');
    await expect(
      database().client.begin(async transaction => {
        await transaction.unsafe(sql);
        throw undone;
      }),
    ).rejects.toBe(undone);
  });
});
