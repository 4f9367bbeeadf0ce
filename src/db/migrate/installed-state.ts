import * as z from 'zod';
import {readSql} from '../sql-files.ts';
import type {Session} from '../transaction.ts';
import {MigrationError} from './migration-error.ts';
import {fillIn} from './migration-files.ts';

const oldestServer = 140_000;

const State = z.strictObject({
  server_version: z.int(),
  server_version_text: z.string(),
  database: z.string(),
  username: z.string(),
  in_recovery: z.boolean(),
  has_schema: z.boolean(),
  has_versions: z.boolean(),
  missing_roles: z.array(z.string()),
  has_built_in_scheduler: z.boolean(),
});

const Version = z.strictObject({version: z.int(), name: z.string()});

const Column = z.strictObject({
  table_name: z.string(),
  column_name: z.string(),
  expected: z.string(),
  found: z.string(),
});

/** What a server is and what of lanewatch it holds. */
export interface InstalledState extends z.infer<typeof State> {
  readonly versions: ReadonlyArray<z.infer<typeof Version>>;
}

export async function readInstalledState(client: Session, schema: string): Promise<InstalledState> {
  const [row] = await client.unsafe(readSql('migrations/support/installed-state.sql'), [schema], {
    prepare: true,
  });
  const state = State.parse(row);
  return {...state, versions: state.has_versions ? await readVersions(client, schema) : []};
}

async function readVersions(client: Session, schema: string): Promise<Array<z.infer<typeof Version>>> {
  const text = fillIn(readSql('migrations/support/installed-versions.sql'), {schema});
  return z.array(Version).parse(await client.unsafe(text, [], {prepare: true}));
}

/** Refuses what lanewatch cannot run on, and a schema that a newer lanewatch made. */
export function requireUsableServer(state: InstalledState, latest: number): void {
  if (state.server_version < oldestServer)
    throw new MigrationError(
      'This server is too old',
      `it is Postgres ${state.server_version_text}`,
      'lanewatch needs Postgres 14 or newer.',
    );
  if (state.in_recovery)
    throw new MigrationError(
      'This server is a standby',
      'nothing can be written here',
      'Connect to the primary; the standby follows by itself.',
    );
  const installed = state.versions.at(-1)?.version ?? 0;
  if (installed > latest)
    throw new MigrationError(
      'The schema is newer than this lanewatch',
      `it has version ${installed}, this program knows ${latest}`,
      'Upgrade lanewatch; nothing was changed.',
    );
}

/** Names in one message everything the platform's tables lack; changes nothing. */
export async function requireOperationalTables(client: Session): Promise<void> {
  const rows = await client.unsafe(readSql('migrations/support/operational-columns.sql'), [], {
    prepare: true,
  });
  const missing = z.array(Column).parse(rows);
  if (missing.length === 0) return;
  const lines = missing.map(
    column => `${column.table_name}.${column.column_name} must be ${column.expected} (${column.found})`,
  );
  throw new MigrationError(
    'The tables lanewatch reads are not as it needs them',
    lines.join('; '),
    'Add what is missing, or set the search_path of this user or database so that the tables are found; ' +
      'nothing was changed.',
  );
}
