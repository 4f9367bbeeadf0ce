import process from 'node:process';
import type {Command} from '../config/command.ts';
import {globalFlags} from '../config/flags.ts';
import {monitorFlags, readMonitorOptions} from '../config/monitor-options.ts';

const {databaseUrl: _, schema, profile: __, config: ___, ...display} = globalFlags;

export const demoCommand: Command = {
  name: 'demo',
  summary:
    'Try everything on a Postgres of its own, with sample data and live traffic; nothing is left behind.',
  usage: '',
  inputs: {min: 0, max: 0},
  flags: {
    ...display,
    ...monitorFlags,
    keep: {
      type: 'string',
      names: 'file',
      value: 'DIR',
      help: 'Keep the server in this folder, and start from it next time.',
    },
    seed: {type: 'number', default: 7, value: 'N', help: 'The sample data follows from this number.'},
    headless: {type: 'boolean', default: false, help: 'Run everything but the monitor, until interrupted.'},
  },
  examples: ['lanewatch demo', 'lanewatch demo --keep ./lanes --screen lanes', 'lanewatch demo --headless'],
  async run({flags}) {
    const options = readMonitorOptions({...flags, schema: schema.default}, process.env);
    const {openDemo} = await import('./open-demo.ts');
    return openDemo(
      {
        keep: typeof flags.keep === 'string' ? flags.keep : undefined,
        seed: Number(flags.seed),
        headless: flags.headless === true,
      },
      options,
    );
  },
};
