import postgres from 'postgres';
import type {Connection} from '../config/connection.ts';
import type {Client} from './client.ts';
import {type CronHome, findCronHome, withClient} from './migrate/cron-home.ts';
import {
  readInstalledState,
  requireOperationalTables,
  requireUsableServer,
} from './migrate/installed-state.ts';
import {readMigrations} from './migrate/migration-files.ts';
import {type PlannedStep, planMigrations, planState} from './migrate/plan-steps.ts';
import {describeStep, runStep} from './migrate/run-step.ts';
import {requireSchemaName} from './migrate/schema-name.ts';

export type {CronHome} from './migrate/cron-home.ts';
export {uninstall} from './migrate/uninstall.ts';

export interface MigrationTarget {
  readonly connection: Connection;
  /** Default `public`. */
  readonly schema?: string;
  /** Where pg_cron lives, when not where the server says. */
  readonly cronDatabase?: string;
}

export interface MigrationOptions {
  onStep?(text: string): void;
  /** Changes nothing; the report holds the SQL that would run. */
  dryRun?: boolean;
}

/** Something that was left undone for want of rights, with who can do it. */
export interface MigrationWarning {
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
}

export interface MigrationReport {
  readonly database: string;
  readonly schema: string;
  /** 0 where nothing was installed. */
  readonly from: number;
  readonly to: number;
  /** Titles of the migrations that ran, or would run. */
  readonly applied: readonly string[];
  readonly cron: CronHome;
  readonly missingRoles: readonly string[];
  readonly warnings: readonly MigrationWarning[];
  /** For psql; empty unless it is a dry run. */
  readonly sql: string;
}

export interface MigrationStatus {
  readonly database: string;
  readonly schema: string;
  readonly serverVersion: number;
  readonly installed: number | null;
  readonly latest: number;
  readonly pending: readonly string[];
  readonly isNewer: boolean;
  readonly cron: CronHome;
  readonly missingRoles: readonly string[];
}

/**
 * Installs the pipeline, or brings it up to date. Harmless when repeated, and when two do it at once; a kill at any
 * point is repaired by running it again. The views stay empty until their first refresh.
 * @throws {MigrationError} before anything is touched, when the server, the schema or the tables do not fit.
 */
export async function migrate(
  target: MigrationTarget,
  options: MigrationOptions = {},
): Promise<MigrationReport> {
  const schema = requireSchemaName(target.schema);
  return withClient(target.connection, async client => {
    const migrations = readMigrations();
    const latest = migrations.at(-1)?.version ?? 0;
    const state = await readInstalledState(client, schema);
    requireUsableServer(state, latest);
    await requireOperationalTables(client);
    const cron = await findCronHome(client, target.connection, target.cronDatabase);

    const pending = migrations.filter(
      ({version}) => !state.versions.some(known => known.version === version),
    );
    const steps = [...planMigrations(state, schema, pending), ...planState(state, schema, cron)];
    const from = state.versions.at(-1)?.version ?? 0;
    const base = {database: state.database, schema, from, to: latest, cron};
    if (options.dryRun) {
      const sql = steps.map(step => describeStep(schema, step)).join('\n');
      return {
        ...base,
        applied: pending.map(({name}) => name),
        missingRoles: state.missing_roles,
        warnings: [],
        sql,
      };
    }

    const applied: string[] = [];
    const warnings: MigrationWarning[] = [];
    for (const step of steps) {
      options.onStep?.(step.title);
      const outcome = await runHere(client, target.connection, schema, step);
      if (outcome === true && pending.some(({name}) => step.title.endsWith(name))) applied.push(step.title);
      if (typeof outcome === 'object') warnings.push(outcome);
    }
    const after = await readInstalledState(client, schema);
    return {...base, applied, missingRoles: after.missing_roles, warnings, sql: ''};
  });
}

/** What is installed, what is pending, and where the jobs are kept. Reads only. */
export async function migrationStatus(target: MigrationTarget): Promise<MigrationStatus> {
  const schema = requireSchemaName(target.schema);
  return withClient(target.connection, async client => {
    const migrations = readMigrations();
    const latest = migrations.at(-1)?.version ?? 0;
    const state = await readInstalledState(client, schema);
    const installed = state.versions.at(-1)?.version ?? null;
    return {
      database: state.database,
      schema,
      serverVersion: state.server_version,
      installed,
      latest,
      pending: migrations
        .filter(({version}) => !state.versions.some(known => known.version === version))
        .map(({name}) => name),
      isNewer: (installed ?? 0) > latest,
      cron: await findCronHome(client, target.connection, target.cronDatabase),
      missingRoles: state.missing_roles,
    };
  });
}

/** Runs a step where it belongs. Refused rights become a warning where the step can be left out. */
async function runHere(
  client: Client,
  connection: Connection,
  schema: string,
  step: PlannedStep,
): Promise<boolean | MigrationWarning> {
  try {
    if (step.database === connection.database) return await runStep(client, schema, step);
    return await withClient({...connection, database: step.database}, other => runStep(other, schema, step));
  } catch (error) {
    if (step.withoutRights && error instanceof postgres.PostgresError && isForWantOfRights(error))
      return {...step.withoutRights, why: [error.message, error.hint].filter(Boolean).join('. ')};
    throw error;
  }
}

/** Rights refused, or a role that is missing because the rights to make it were refused before. */
function isForWantOfRights({code}: postgres.PostgresError): boolean {
  return code === '42501' || code === '42704';
}
