import process from 'node:process';
import type {Command} from '../config/command.ts';
import {globalFlags} from '../config/flags.ts';
import {resolveConnection} from '../config/resolve-connection.ts';

const {color: _color, ascii: _ascii, ...flags} = globalFlags;

export const workerCommand: Command = {
  name: 'worker',
  summary: 'Keep the views fresh on events, and run the jobs where pg_cron is absent.',
  usage: '',
  inputs: {min: 0, max: 0},
  flags,
  examples: ['lanewatch worker -d postgres://owner@db1/lanes'],
  async run({flags: {databaseUrl, schema}}) {
    const {runWorker} = await import('./worker.ts');
    return runWorker({
      connection: resolveConnection(typeof databaseUrl === 'string' ? databaseUrl : undefined, process.env),
      schema: String(schema),
    });
  },
};
