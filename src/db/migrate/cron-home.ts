import * as z from 'zod';
import type {Connection} from '../../config/connection.ts';
import {type Client, openClient} from '../client.ts';
import {readSql} from '../sql-files.ts';
import {MigrationError} from './migration-error.ts';

/** Where the pipeline's jobs are kept: pg_cron wherever it is on this server, else the schema of the built-in scheduler. */
export interface CronHome {
  readonly kind: 'here' | 'elsewhere' | 'built-in';
  readonly schema: 'cron' | 'lanewatch_cron';
  readonly database: string;
  /** Of pg_cron. */
  readonly version: string | null;
  /** Why pg_cron could not be used although it seems to be there. */
  readonly note: string | null;
}

const Found = z.strictObject({
  version: z.string().nullable(),
  home_database: z.string().nullable(),
  database: z.string(),
});

/**
 * Looks for pg_cron in this database, then in the one the server names (`cron.database_name`), then, where that
 * setting is not shown, in `postgres`. A database the user asked for must have it.
 */
export async function findCronHome(
  client: Client,
  connection: Connection,
  wantedDatabase: string | undefined,
): Promise<CronHome> {
  const here = await lookForCron(client);
  const wanted = wantedDatabase ?? here.database;
  if (here.version !== null && wanted === here.database)
    return {kind: 'here', schema: 'cron', database: here.database, version: here.version, note: null};

  const elsewhere = wantedDatabase ?? here.home_database ?? 'postgres';
  const builtIn = (note: string | null): CronHome => ({
    kind: 'built-in',
    schema: 'lanewatch_cron',
    database: here.database,
    version: null,
    note,
  });
  if (elsewhere === here.database) {
    if (wantedDatabase !== undefined) throw notThere(elsewhere, 'the extension is not created there');
    return builtIn(
      here.home_database === null ? null : 'pg_cron is loaded; CREATE EXTENSION pg_cron was not run',
    );
  }
  try {
    const there = await withClient({...connection, database: elsewhere}, lookForCron);
    if (there.version !== null)
      return {kind: 'elsewhere', schema: 'cron', database: elsewhere, version: there.version, note: null};
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (wantedDatabase !== undefined) throw notThere(elsewhere, why, error);
    return builtIn(
      here.home_database === null ? null : `pg_cron lives in ${elsewhere}, which refused us: ${why}`,
    );
  }
  if (wantedDatabase !== undefined) throw notThere(elsewhere, 'the extension is not created there');
  return builtIn(
    here.home_database === null
      ? null
      : `pg_cron is loaded; CREATE EXTENSION pg_cron was not run in ${elsewhere}`,
  );
}

/** Opens a session for as long as `work` takes. */
export async function withClient<Result>(
  connection: Connection,
  work: (client: Client) => Promise<Result>,
  onNotice?: (message: string) => void,
): Promise<Result> {
  const client = openClient(connection, {
    applicationName: 'lanewatch migrate',
    onNotice: notice => onNotice?.(notice.message ?? ''),
  });
  try {
    return await work(client);
  } finally {
    await client.end({timeout: 5});
  }
}

async function lookForCron(client: Client): Promise<z.infer<typeof Found>> {
  const [row] = await client.unsafe(readSql('migrations/support/find-cron.sql'), [], {prepare: true});
  return Found.parse(row);
}

function notThere(database: string, why: string, cause?: unknown): MigrationError {
  return new MigrationError(
    `pg_cron was not found in database ${database}`,
    why,
    'Check --cron-database, or leave it out to use the built-in scheduler.',
    {cause},
  );
}
