import process from 'node:process';
import type {Command} from '../config/command.ts';
import {globalFlags} from '../config/flags.ts';
import {resolveConnection} from '../config/resolve-connection.ts';
import {UsageError} from '../config/usage-error.ts';

export const refreshCommand: Command = {
  name: 'refresh',
  summary: 'Refresh views without blocking their readers, in dependency order.',
  usage: '[VIEW...]',
  inputs: {min: 0, max: 1000},
  places: [{names: ['view']}],
  flags: {
    ...globalFlags,
    statementTimeout: {
      ...globalFlags.statementTimeout,
      default: 0,
      help: 'The longest one refresh may take, in milliseconds; 0 sets no limit.',
    },
    all: {type: 'boolean', default: false, help: 'Every pipeline view.'},
    format: {
      type: 'string',
      default: 'text',
      choices: ['text', 'json'],
      value: 'NAME',
      help: 'Text for people or JSON for programs.',
    },
  },
  writes: true,
  examples: [
    'lanewatch refresh mv_agent_progress',
    'lanewatch refresh --all --format json',
    'lanewatch refresh --all --statement-timeout 600000',
  ],
  async run({input, flags: {databaseUrl, schema, statementTimeout, all, format, ascii}}) {
    if (all === true && input.length > 0)
      throw new UsageError('Either views are named or --all is given, not both.', 'Leave one of them out.');
    if (all !== true && input.length === 0)
      throw new UsageError('No view is named.', 'Name one, or refresh every one with --all.');
    const statementTimeoutMs = Number(statementTimeout);
    if (!Number.isSafeInteger(statementTimeoutMs) || statementTimeoutMs < 0)
      throw new UsageError(
        '--statement-timeout is not valid.',
        'It takes a whole number of milliseconds; 0 sets no limit.',
      );
    const {runRefresh} = await import('./refresh.ts');
    return runRefresh({
      connection: resolveConnection(typeof databaseUrl === 'string' ? databaseUrl : undefined, process.env),
      schema: String(schema),
      statementTimeoutMs,
      viewNames: input,
      format: format === 'json' ? 'json' : 'text',
      ascii: ascii === true,
    });
  },
};
