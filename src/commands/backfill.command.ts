import process from 'node:process';
import type {Command} from '../config/command.ts';
import {globalFlags} from '../config/flags.ts';
import {resolveConnection} from '../config/resolve-connection.ts';

// It is as long as the data is large; what it has done by then would be for nothing.
const {statementTimeout: _timeout, ...flags} = globalFlags;

export const backfillCommand: Command = {
  name: 'backfill',
  summary: 'Build everything anew from the data that is there; harmless when repeated.',
  usage: '',
  inputs: {min: 0, max: 0},
  flags: {
    ...flags,
    maxLag: {
      type: 'string',
      value: 'SPAN',
      help: 'Wait while a standby is further behind than this: 10s.',
    },
    maxLoad: {
      type: 'number',
      value: 'N',
      help: 'Wait while more than N other sessions run statements.',
    },
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
    'lanewatch backfill -d postgres://owner@db1/lanes',
    'lanewatch backfill --max-lag 10s --max-load 8',
    'lanewatch backfill --format json',
  ],
  async run({flags: {databaseUrl, schema, format, ascii, maxLag, maxLoad}}) {
    const [{runBackfill}, {readLoadLimits}] = await Promise.all([
      import('./backfill.ts'),
      import('./load-limits.ts'),
    ]);
    const limits = readLoadLimits(maxLag, maxLoad);
    return runBackfill({
      connection: resolveConnection(typeof databaseUrl === 'string' ? databaseUrl : undefined, process.env),
      schema: String(schema),
      format: format === 'json' ? 'json' : 'text',
      ascii: ascii === true,
      limits,
    });
  },
};
