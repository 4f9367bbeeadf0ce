import {describe, expect, it} from 'vitest';
import {listSql, readSql} from '../../../src/db/sql-files.ts';
import {catalogue} from '../../../src/queries/catalogue.ts';

const files = listSql('queries');

describe('the catalogue', () => {
  it('asks every file of sql/queries, and each once', () => {
    expect(catalogue.map(({name}) => `${name}.sql`).sort()).toEqual(files);
  });

  it.each(catalogue)('$name asks a question, with the schema of the jobs filled in', query => {
    expect(query.title).toMatch(/^[A-Z].*\?$/);
    const text = readSql(`queries/${query.name}.sql`);
    expect(query.sql({cron: 'lanewatch_cron'})).not.toContain(':"');
    expect(query.sql({cron: 'cron'})).not.toContain('lanewatch_cron.');
    if (text.includes(':"cron"')) expect(query.needs).toContain('cron');
  });
});

describe.each(files)('%s', file => {
  const text = readSql(`queries/${file}`);
  const [header = ''] = /^(--.*\n)+/.exec(text) ?? [];

  it('begins with its question, privilege, cost and least version', () => {
    expect(header).toMatch(/^-- Question: .+\?$/m);
    expect(header).toMatch(/\bPrivilege: \S/);
    expect(header).toMatch(/\bCost: \S/);
    expect(header).toMatch(/\bVersion: 1[4-8]\b/);
  });

  it('is one statement that only reads', () => {
    const statement = text.replaceAll(/--.*$/gm, '').replaceAll(/'[^']*'/g, "''");
    expect(statement).not.toContain(';');
    expect(statement).toMatch(/^\s*(select|with)\b/i);
    expect(statement).not.toMatch(/\b(insert into|update\s+\w+\s+set|delete from|for update|call)\b/i);
  });
});
