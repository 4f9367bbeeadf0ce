import {globSync, readFileSync} from 'node:fs';
import {expect, it} from 'vitest';

/** Where a statement that is sent stands in TypeScript all the same, and why. */
const allowed: Readonly<Record<string, string>> = {
  'commands/demo/sample-data.ts': 'sets the seed of the demo, a setting of the session',
  'db/notification-echo.ts': 'LISTEN takes a name, and names cannot be parameters',
};

/** A text handed to whatever sends statements, or a template with a tag. Remedies that people are shown are neither. */
const sent = [
  /\b(unsafe|send\w*|query|execute)(<[^;(]*>)?\(\s*(['"][\w -]+['"],\s*)?['"`]\s*\w+\s+[^\s'`]/,
  /[\w>]`\s*(select|with|insert|update|delete|create|alter|drop|truncate|grant|revoke|call|refresh|listen|notify|explain|set|begin|commit|rollback|vacuum|analyze)\b/i,
];

const source = new URL('../../../src/', import.meta.url);

function isSent(code: string): boolean {
  return sent.some(pattern => pattern.test(code));
}

it('sends only what stands in sql/', () => {
  const files = globSync('**/*.{ts,tsx}', {cwd: source.pathname});
  expect(files.length).toBeGreaterThan(100);
  const found = files.filter(file =>
    isSent(readFileSync(new URL(file, source), 'utf8').replaceAll(/^\s*(\*|\/\/|\/\*\*).*$/gm, '')),
  );
  expect(found.sort()).toEqual(Object.keys(allowed).sort());
});

it.each([
  "client.unsafe('select 1')",
  "client.unsafe<{n: number}[]>(\n  'select 1 as n',",
  'client`insert into t values (1)`',
  "send('reset a view', 'REFRESH MATERIALIZED VIEW x')",
  'await sql<Row[]>`\n  with a as (select 1) select * from a`',
])('would find %j', code => {
  expect(isSent(code)).toBe(true);
});

it.each([
  "client.unsafe(readSql('queries/x.sql'))",
  "remedy: 'REFRESH MATERIALIZED VIEW x'",
  'const remedy = `CREATE UNIQUE INDEX ON x`',
])('would let pass %j', code => {
  expect(isSent(code)).toBe(false);
});
