import process from 'node:process';
import type {Command} from '../config/command.ts';
import {profileFlags} from '../config/flags.ts';
import {UsageError} from '../config/usage-error.ts';
import {suggest} from './suggest.ts';

export const configCommand: Command = {
  name: 'config',
  summary: 'Check the configuration file: what is good, what is unknown, what clashes.',
  usage: 'check',
  inputs: {min: 1, max: 1},
  places: [{choices: ['check']}],
  flags: {config: profileFlags.config},
  examples: ['lanewatch config check', 'lanewatch config check --config ./lanewatch.yaml'],
  async run({input: [action = ''], flags}) {
    if (action !== 'check') {
      throw new UsageError(
        `Unknown config action "${action}".`,
        suggest(action, ['check']) ?? 'Use: lanewatch config check.',
      );
    }
    const {checkConfig} = await import('./config.ts');
    return checkConfig(typeof flags.config === 'string' ? flags.config : undefined, process.env, process);
  },
};
