import process from 'node:process';
import type {Command} from '../config/command.ts';
import {globalFlags} from '../config/flags.ts';
import {resolveConnection} from '../config/resolve-connection.ts';
import type {PlanFormat} from './print-plan.ts';

const {databaseUrl, schema, profile, config, statementTimeout, logFile, logLevel} = globalFlags;
const formats: readonly PlanFormat[] = ['tree', 'json', 'raw'];

export const explainCommand: Command = {
  name: 'explain',
  summary:
    'EXPLAIN ANALYZE a query of lanewatch, a view, or SQL from standard input; nothing is ever changed.',
  usage: 'NAME|- [KEY=VALUE...]',
  inputs: {min: 1, max: 100},
  places: [{names: ['query', 'view']}, {}],
  flags: {
    databaseUrl,
    schema,
    profile,
    config,
    cronDatabase: {
      type: 'string',
      value: 'NAME',
      help: 'The database that pg_cron lives in, where it is another one.',
    },
    analyze: {type: 'boolean', default: true, help: 'Run the statement; --no-analyze only plans it.'},
    timing: {
      type: 'boolean',
      default: true,
      help: 'Time each node; --no-timing measures with less overhead.',
    },
    generic: {type: 'boolean', default: false, help: 'Plan for any parameters; nothing is run.'},
    format: {
      type: 'string',
      default: 'tree',
      choices: formats,
      value: 'NAME',
      help: 'A tree for people, JSON for programs, or the raw plan.',
    },
    statementTimeout: {...statementTimeout, default: 30_000},
    logFile,
    logLevel,
  },
  examples: [
    'lanewatch explain list-challenges',
    'lanewatch explain lane-distributions challenge_id=25ea1682-0000-4000-8000-000000000000',
    'lanewatch explain mv_agent_progress',
    'lanewatch explain - --no-analyze',
  ],
  async run({input: [name = '-', ...values], flags}) {
    const connection = resolveConnection(
      typeof flags.databaseUrl === 'string' ? flags.databaseUrl : undefined,
      process.env,
    );
    const {runExplainCommand} = await import('./explain.ts');
    return runExplainCommand(
      {
        connection,
        schema: String(flags.schema),
        cronDatabase: typeof flags.cronDatabase === 'string' ? flags.cronDatabase : undefined,
        name,
        values,
        format: formats.find(format => format === flags.format) ?? 'tree',
        analyze: flags.analyze !== false,
        timing: flags.timing !== false,
        generic: flags.generic === true,
        statementTimeoutMs: Number(flags.statementTimeout),
      },
      process.stdout,
    );
  },
};
