import postgres from 'postgres';
import type {Connection} from '../../config/connection.ts';
import {readSql} from '../sql-files.ts';
import {findCronHome, withClient} from './cron-home.ts';
import {readInstalledState} from './installed-state.ts';
import {fillIn, type Placeholders} from './migration-files.ts';
import {runStep} from './run-step.ts';
import {requireSchemaName} from './schema-name.ts';

export interface UninstallReport {
  readonly database: string;
  readonly schema: string;
  /** False where there was nothing to remove. */
  readonly wasInstalled: boolean;
  /** What had to stay, and why. */
  readonly kept: readonly string[];
}

interface Target {
  readonly connection: Connection;
  readonly schema?: string;
  readonly cronDatabase?: string;
}

/**
 * Removes everything lanewatch owns and nothing else: jobs, triggers, views, tables, functions, and the roles where
 * no other database needs them. Where something of the user's depends on a view, Postgres says what, and all stays.
 */
export async function uninstall(target: Target): Promise<UninstallReport> {
  const schema = requireSchemaName(target.schema);
  const {connection} = target;
  const kept: string[] = [];
  const noteWhatStays = (message: string) => {
    if (message.includes(' stays: ')) kept.push(message);
  };
  const run = async (
    client: Parameters<typeof runStep>[0],
    database: string,
    values: Placeholders,
    files: string[],
  ) => {
    const sql = files.map(file => fillIn(readSql(`migrations/${file}.sql`), values)).join('\n');
    await runStep(client, schema, {title: 'uninstall', database, sql});
  };

  return withClient(
    connection,
    async client => {
      const state = await readInstalledState(client, schema);
      const {database} = state;
      if (!state.has_versions) return {database, schema, wasInstalled: false, kept};
      const home = await findCronHome(client, connection, target.cronDatabase);
      const values: Placeholders = {schema, cron: home.schema, database};
      const sightRemoval = state.missing_roles.includes('analytics_reader')
        ? []
        : ['cron/reader-sight-removal'];
      const unschedule = ['cron/unschedule', ...sightRemoval];
      if (home.kind === 'elsewhere')
        await withClient(
          {...connection, database: home.database},
          other => run(other, home.database, values, unschedule),
          noteWhatStays,
        );
      if (home.kind === 'here') await run(client, database, values, unschedule);
      const builtIn = state.has_built_in_scheduler
        ? ['cron/unschedule', ...sightRemoval, 'cron/built-in-scheduler-removal']
        : [];
      await run(client, database, {...values, cron: 'lanewatch_cron'}, [
        ...builtIn,
        'support/uninstall',
        'support/drop-schema',
      ]);
      try {
        await run(client, database, values, ['support/uninstall-roles']);
      } catch (error) {
        if (!(error instanceof postgres.PostgresError) || error.code !== '42501') throw error;
        kept.push(`the roles analytics_reader and analytics_owner: ${error.message}`);
      }
      return {database, schema, wasInstalled: true, kept};
    },
    noteWhatStays,
  );
}
