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
  examples: ['lanewatch refresh mv_agent_progress', 'lanewatch refresh --all --format json'],
  async run({input, flags: {databaseUrl, schema, all, format, ascii}}) {
    if (all === true && input.length > 0)
      throw new UsageError('Either views are named or --all is given, not both.', 'Leave one of them out.');
    if (all !== true && input.length === 0)
      throw new UsageError('No view is named.', 'Name one, or refresh every one with --all.');
    const {runRefresh} = await import('./refresh.ts');
    return runRefresh({
      connection: resolveConnection(typeof databaseUrl === 'string' ? databaseUrl : undefined, process.env),
      schema: String(schema),
      viewNames: input,
      format: format === 'json' ? 'json' : 'text',
      ascii: ascii === true,
    });
  },
};
