import {readSql} from '../sql-files.ts';
import type {CronHome} from './cron-home.ts';
import {type InstalledState, readInstalledState} from './installed-state.ts';
import {fillIn, type Migration, type Placeholders, readRepeatable} from './migration-files.ts';
import type {Step} from './run-step.ts';

/** A step that needs rights the user may not have: where they are refused, what follows from that is said instead. */
export interface PlannedStep extends Step {
  readonly withoutRights?: {readonly what: string; readonly remedy: string};
}

/** The migrations that are still to run, each with the row that records it. */
export function planMigrations(
  state: InstalledState,
  schema: string,
  pending: readonly Migration[],
): PlannedStep[] {
  const record = readSql('migrations/support/record-version.sql');
  const steps = pending.map(({version, name, text}): PlannedStep => {
    const values = {schema, version, name};
    return {
      title: `${String(version).padStart(6, '0')}_${name}`,
      database: state.database,
      sql: `${fillIn(text, values)}\n${fillIn(record, values)}`,
      async isDone(client) {
        const now = await readInstalledState(client, schema);
        return now.versions.some(known => known.version === version);
      },
    };
  });
  if (state.has_schema) return steps;
  const createSchema = fillIn(readSql('migrations/support/create-schema.sql'), {schema});
  return [{title: `schema ${schema}`, database: state.database, sql: createSchema}, ...steps];
}

/** What has to be so after every migration: roles, owners, rights, jobs. */
export function planState(state: InstalledState, schema: string, home: CronHome): PlannedStep[] {
  const values: Placeholders = {schema, cron: home.schema, database: state.database};
  const repeatable = readRepeatable();
  const step = (
    title: string,
    text: string,
    withoutRights?: PlannedStep['withoutRights'],
    database = state.database,
  ) =>
    ({
      title,
      database,
      sql: fillIn(text, values),
      ...(withoutRights ? {withoutRights} : {}),
    }) satisfies PlannedStep;
  const repeated = (name: string, withoutRights?: PlannedStep['withoutRights']) => {
    const text = repeatable.get(name);
    if (text === undefined) throw new Error(`sql/migrations/repeatable holds no ${name}`);
    return step(name.replaceAll('-', ' '), text, withoutRights);
  };
  const cron = (name: string) => readSql(`migrations/cron/${name}.sql`);
  const isBuiltIn = home.kind === 'built-in';

  return [
    repeated('owned-objects'),
    repeated('public-rights'),
    repeated('roles', {
      what: 'The roles analytics_reader and analytics_owner were not made',
      remedy:
        'Ask an administrator: CREATE ROLE analytics_reader NOLOGIN; CREATE ROLE analytics_owner NOLOGIN;',
    }),
    repeated('ownership', {
      what: `Everything stays owned by ${state.username}, who alone can refresh`,
      remedy:
        'Run lanewatch migrate as a user who may grant analytics_owner and SELECT on submissions and bout_results.',
    }),
    repeated('reader-rights', {
      what: 'analytics_reader was given no rights',
      remedy: 'Run lanewatch migrate again once the role exists.',
    }),
    ...(isBuiltIn ? [step('built-in scheduler', cron('built-in-scheduler'))] : []),
    ...(isBuiltIn
      ? [
          step('built-in scheduler: owner', cron('built-in-ownership'), {
            what: `The built-in scheduler stays owned by ${state.username}`,
            remedy: 'Run lanewatch migrate as the owner of the database.',
          }),
        ]
      : []),
    // pg_cron came after the built-in scheduler: the jobs move, they do not run twice.
    ...(!isBuiltIn && state.has_built_in_scheduler
      ? [
          {
            title: 'jobs of the built-in scheduler: removed',
            database: state.database,
            sql: fillIn(cron('unschedule'), {...values, cron: 'lanewatch_cron'}),
          },
        ]
      : []),
    step(
      'schedules',
      cron('schedules'),
      {
        what: `The refreshes are not scheduled in database ${home.database}`,
        remedy:
          `Ask an administrator: GRANT USAGE ON SCHEMA ${home.schema} TO ${state.username}; ` +
          `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${home.schema} TO ${state.username};`,
      },
      home.database,
    ),
    step(
      'sight of jobs',
      cron('reader-sight'),
      {
        what: 'analytics_reader does not see the jobs of others',
        remedy: `Run lanewatch migrate as the owner of the extension pg_cron in database ${home.database}.`,
      },
      home.database,
    ),
  ];
}
