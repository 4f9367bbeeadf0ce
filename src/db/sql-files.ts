import {readdirSync, readFileSync} from 'node:fs';

/**
 * The text of files below `sql/`. The build swaps this module for one that holds every text inline, so that the
 * bundle runs alone from any folder; keep the two functions' signatures in step with `scripts/build.ts`.
 */
const root = new URL('../../sql/', import.meta.url);

/** The text of one file, by its path below `sql/` (for example `queries/list-challenges.sql`). */
export function readSql(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

/** The names of the files in one folder below `sql/`, in order. */
export function listSql(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, root))
    .filter(name => name.endsWith('.sql'))
    .sort();
}
