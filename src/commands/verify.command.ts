import process from 'node:process';
import type {Command} from '../config/command.ts';
import {globalFlags} from '../config/flags.ts';
import {resolveConnection} from '../config/resolve-connection.ts';

const {ascii: _ascii, ...flags} = globalFlags;

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Compare the live twins with freshly refreshed views, and have what differs computed anew.',
  usage: '',
  inputs: {min: 0, max: 0},
  flags: {
    ...flags,
    format: {
      type: 'string',
      default: 'text',
      choices: ['text', 'json'],
      value: 'NAME',
      help: 'Text for people or JSON for programs.',
    },
  },
  writes: true,
  examples: ['lanewatch verify -d postgres://owner@db1/lanes', 'lanewatch verify --format json'],
  async run({flags: {databaseUrl, schema, format}}) {
    const {runVerify} = await import('./verify.ts');
    return runVerify({
      connection: resolveConnection(typeof databaseUrl === 'string' ? databaseUrl : undefined, process.env),
      schema: String(schema),
      format: format === 'json' ? 'json' : 'text',
    });
  },
};
