import process from 'node:process';
import type {Command} from '../config/command.ts';
import {globalFlags} from '../config/flags.ts';
import {metricChoices} from '../config/metric-choice.ts';
import {monitorFlags} from '../config/monitor-options.ts';
import {readFlags, resolveReadConnection} from '../config/read-connection.ts';
import {resolveConnection} from '../config/resolve-connection.ts';
import {UsageError} from '../config/usage-error.ts';
import {reportNames} from './report/names.ts';
import type {ReportFormat} from './report.ts';

const formats: readonly ReportFormat[] = ['table', 'json', 'csv'];
/** A table is drawn whole; more rows than these are for a database client. */
const mostRows = 5000;
/** Of lines, where nobody says how wide the terminal is. */
const usualWidth = 100;

export const reportCommand: Command = {
  name: 'report',
  summary: 'Print what the screens show, as a table, JSON or CSV.',
  usage: reportNames.join('|'),
  inputs: {min: 1, max: 1},
  places: [{choices: reportNames}],
  flags: {
    ...globalFlags,
    ...readFlags,
    cronDatabase: monitorFlags.cronDatabase,
    challenge: {
      type: 'string',
      names: 'challenge',
      value: 'ID',
      help: 'Only this challenge: a name, an id, or the beginning of one.',
    },
    agent: {
      type: 'string',
      names: 'agent',
      value: 'ID',
      help: 'Only this agent: a name, an id, or the beginning of one.',
    },
    source: monitorFlags.source,
    limit: {type: 'number', default: 100, value: 'N', help: `How many rows at most, 1 to ${mostRows}.`},
    format: {
      type: 'string',
      default: 'table',
      choices: formats,
      value: 'NAME',
      help: 'For people, for programs, or for spreadsheets.',
    },
  },
  examples: [
    'lanewatch report lanes --challenge maze',
    'lanewatch report weaknesses --agent vega --format json',
    'lanewatch report refreshes --limit 20',
    'lanewatch report runs --format csv > runs.csv',
  ],
  async run({input: [name = ''], flags, profile}) {
    const limit = Number(flags.limit);
    if (!Number.isInteger(limit) || limit < 1 || limit > mostRows) {
      throw new UsageError('--limit is out of range.', `It is a whole number from 1 to ${mostRows}.`);
    }
    const connection = resolveConnection(stringOf(flags.databaseUrl), process.env);
    const {runReport} = await import('./report.ts');
    return runReport(
      {
        connection,
        schema: String(flags.schema),
        cronDatabase: stringOf(flags.cronDatabase),
        standby: resolveReadConnection(flags.readUrl, process.env, connection),
        thresholds: profile?.thresholds,
        source: metricChoices.find(choice => choice === flags.source),
        name,
        agent: stringOf(flags.agent),
        challenge: stringOf(flags.challenge),
        limit,
        format: formats.find(format => format === flags.format) ?? 'table',
        width: process.stdout.columns ?? (Number(process.env.COLUMNS) || usualWidth),
        ascii: flags.ascii === true,
        colour: process.stdout.isTTY && flags.color === true && !process.env.NO_COLOR,
        statementTimeoutMs: Number(flags.statementTimeout),
      },
      process,
    );
  },
};

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
