import process from 'node:process';
import type {Command} from '../config/command.ts';
import {globalFlags} from '../config/flags.ts';

export const planCommand: Command = {
  name: 'plan',
  summary: 'Say what a plan means that EXPLAIN (FORMAT JSON) gave anywhere; no database needed.',
  usage: 'FILE|-',
  inputs: {min: 1, max: 1},
  places: [{names: ['file']}],
  flags: {
    format: {
      type: 'string',
      default: 'tree',
      choices: ['tree', 'json'],
      value: 'NAME',
      help: 'A tree for people or JSON for programs, a line for each plan.',
    },
    logFile: globalFlags.logFile,
    logLevel: globalFlags.logLevel,
  },
  examples: ['lanewatch plan slow.json', 'lanewatch plan slow.json --format json', 'lanewatch plan -'],
  async run({input: [path = '-'], flags}) {
    const {runPlan} = await import('./plan.ts');
    return runPlan(path, flags.format === 'json' ? 'json' : 'tree', process.stdout);
  },
};
