import process from 'node:process';
import type {Command} from '../config/command.ts';
import {type FlagValues, globalFlags} from '../config/flags.ts';
import {resolveConnection} from '../config/resolve-connection.ts';
import type {MigrationReport, MigrationStatus, MigrationTarget} from '../db/migrate.ts';

// A step that is cut short is undone, and would be cut short again.
const {statementTimeout: _timeout, ...flags} = globalFlags;

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Install the pipeline into a database, or bring it up to date.',
  usage: '',
  inputs: {min: 0, max: 0},
  flags: {
    ...flags,
    cronDatabase: {
      type: 'string',
      value: 'NAME',
      help: 'The database that pg_cron lives in, where it is another one.',
    },
    status: {
      type: 'boolean',
      default: false,
      help: 'Say what is installed and what is pending; change nothing.',
    },
    dryRun: {type: 'boolean', default: false, help: 'Print the SQL that would run; change nothing.'},
    uninstall: {
      type: 'boolean',
      default: false,
      help: 'Remove everything that lanewatch owns, and nothing else.',
    },
  },
  writes: true,
  examples: [
    'lanewatch migrate -d postgres://owner@db1/lanes',
    'lanewatch migrate --status',
    'lanewatch migrate --dry-run > install.sql',
  ],
  async run({flags}) {
    const {migrate, migrationStatus, uninstall} = await import('../db/migrate.ts');
    const target = readTarget(flags);
    if (flags.status) {
      process.stdout.write(describeStatus(await migrationStatus(target)));
      return 0;
    }
    if (flags.uninstall) {
      const {wasInstalled, kept, database, schema} = await uninstall(target);
      process.stdout.write(
        wasInstalled
          ? `The pipeline is gone from ${database}.${schema}.\n`
          : `There is no pipeline in ${database}.${schema}.\n`,
      );
      for (const what of kept) process.stderr.write(`kept: ${what}\n`);
      return 0;
    }
    const report = await migrate(target, {
      dryRun: flags.dryRun === true,
      onStep: text => process.stderr.write(`${text}\n`),
    });
    process.stdout.write(flags.dryRun ? report.sql : describeReport(report));
    for (const {what, why, remedy} of report.warnings)
      process.stderr.write(`warning: ${what}: ${why}\n  ${remedy}\n`);
    return 0;
  },
};

function readTarget(flags: FlagValues): MigrationTarget {
  return {
    connection: resolveConnection(
      typeof flags.databaseUrl === 'string' ? flags.databaseUrl : undefined,
      process.env,
    ),
    schema: String(flags.schema),
    ...(typeof flags.cronDatabase === 'string' ? {cronDatabase: flags.cronDatabase} : {}),
  };
}

function describeStatus(status: MigrationStatus): string {
  return [
    `database   ${status.database}, schema ${status.schema}`,
    `installed  ${status.installed ?? 'nothing'}${status.isNewer ? ' (newer than this program)' : ''}`,
    `latest     ${status.latest}`,
    `pending    ${status.pending.length === 0 ? 'nothing' : status.pending.join(', ')}`,
    `jobs       ${status.cron.kind}`,
    `roles      ${status.missingRoles.length === 0 ? 'all there' : `missing: ${status.missingRoles.join(', ')}`}`,
    '',
  ].join('\n');
}

function describeReport({database, schema, from, to, applied}: MigrationReport): string {
  if (applied.length === 0)
    return `The pipeline in ${database}.${schema} is at version ${to}: nothing to do.\n`;
  return `The pipeline in ${database}.${schema} went from version ${from} to ${to}. lanewatch refresh --all fills the views.\n`;
}
