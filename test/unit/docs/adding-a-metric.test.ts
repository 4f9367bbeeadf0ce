import {existsSync, readFileSync} from 'node:fs';
import {expect, it} from 'vitest';

const root = new URL('../../../', import.meta.url);
const text = readFileSync(new URL('docs/adding-a-metric.md', root), 'utf8');
const paths = [...text.matchAll(/`((?:sql|src|test|docs)\/[\w./-]+)`/g)].map(([, path = '']) => path);

it('names the files that adding a metric touches', () => {
  expect(paths.length).toBeGreaterThan(15);
});

it.each([...new Set(paths)])('names %s, which is there', path => {
  expect(existsSync(new URL(path, root))).toBe(true);
});

/** What has to know of a metric knows of the one that the page follows; otherwise the recipe lacks a step. */
it.each([
  'sql/migrations/repeatable/01-owned-objects.sql',
  'sql/migrations/cron/schedules.sql',
  'sql/migrations/cron/unschedule.sql',
  'src/queries/catalogue.ts',
  'src/queries/library.ts',
  'src/queries/index.ts',
  'test/support/view-fixture.ts',
  'test/db/views-random.test.ts',
  'test/db/views.test.ts',
  'test/db/queries/example-params.ts',
  'test/db/schedules.test.ts',
  'test/db/schema.sql',
])('%s knows of the first win', path => {
  expect(readFileSync(new URL(path, root), 'utf8')).toMatch(/time.?to.?first.?win/i);
});
