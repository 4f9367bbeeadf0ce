import process from 'node:process';
import type {Command} from '../config/command.ts';
import {globalFlags} from '../config/flags.ts';
import {resolveConnection} from '../config/resolve-connection.ts';
import {UsageError} from '../config/usage-error.ts';
import {suggest} from './suggest.ts';

const {databaseUrl, schema, profile, config, logFile, logLevel} = globalFlags;

export const labelsCommand: Command = {
  name: 'labels',
  summary: 'Give agents and challenges names from a CSV file with the header kind,id,label.',
  usage: 'import FILE|-',
  inputs: {min: 2, max: 2},
  places: [{choices: ['import']}, {names: ['file']}],
  flags: {databaseUrl, schema, profile, config, logFile, logLevel},
  writes: true,
  examples: [
    'lanewatch labels import names.csv -d postgres://owner@db1/lanes',
    'lanewatch labels import - < names.csv',
  ],
  async run({input: [action = '', path = '-'], flags}) {
    if (action !== 'import') {
      throw new UsageError(
        `Unknown labels action "${action}".`,
        suggest(action, ['import']) ?? 'Use: lanewatch labels import FILE.',
      );
    }
    const connection = resolveConnection(
      typeof flags.databaseUrl === 'string' ? flags.databaseUrl : undefined,
      process.env,
    );
    const {importLabels} = await import('./labels.ts');
    return importLabels({connection, schema: String(flags.schema), path}, process);
  },
};
