import process from 'node:process';
import type {Command} from '../config/command.ts';
import {globalFlags} from '../config/flags.ts';
import {readFlags, resolveReadConnection} from '../config/read-connection.ts';
import {resolveConnection} from '../config/resolve-connection.ts';

const {databaseUrl, schema, profile, config, statementTimeout, logFile, logLevel} = globalFlags;

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Say all that is wrong with its remedy, what passed, and what could not be checked and why.',
  usage: '',
  inputs: {min: 0, max: 0},
  flags: {
    databaseUrl,
    schema,
    profile,
    config,
    ...readFlags,
    cronDatabase: {
      type: 'string',
      value: 'NAME',
      help: 'The database that pg_cron lives in, where it is another one.',
    },
    format: {
      type: 'string',
      default: 'human',
      choices: ['human', 'json'],
      value: 'NAME',
      help: 'Text for people or JSON for programs.',
    },
    statementTimeout,
    logFile,
    logLevel,
  },
  examples: ['lanewatch doctor -d postgres://monitor@db1/lanes', 'lanewatch doctor --format json'],
  async run({flags, profile}) {
    const connection = resolveConnection(
      typeof flags.databaseUrl === 'string' ? flags.databaseUrl : undefined,
      process.env,
    );
    const {runDoctor} = await import('./doctor.ts');
    return runDoctor(
      {
        connection,
        schema: String(flags.schema),
        cronDatabase: typeof flags.cronDatabase === 'string' ? flags.cronDatabase : undefined,
        standby: resolveReadConnection(flags.readUrl, process.env, connection),
        format: flags.format === 'json' ? 'json' : 'human',
        statementTimeoutMs: Number(flags.statementTimeout),
        thresholds: profile?.thresholds,
      },
      process,
    );
  },
};
