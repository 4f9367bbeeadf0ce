import process from 'node:process';
import type {Command} from '../config/command.ts';
import {globalFlags} from '../config/flags.ts';
import {resolveConnection} from '../config/resolve-connection.ts';
import {UsageError} from '../config/usage-error.ts';
import {suggest} from './suggest.ts';

const {databaseUrl, schema, profile, config, logFile, logLevel} = globalFlags;

export const labelsCommand: Command = {
  name: 'labels',
  summary: 'Give agents and challenges names, from a CSV file (kind,id,label) or a query of the profile.',
  usage: 'import FILE|- or sync',
  inputs: {min: 1, max: 2},
  places: [{choices: ['import', 'sync']}, {names: ['file']}],
  flags: {databaseUrl, schema, profile, config, logFile, logLevel},
  writes: true,
  examples: [
    'lanewatch labels import names.csv -d postgres://owner@db1/lanes',
    'lanewatch labels import - < names.csv',
    'lanewatch labels sync --profile prod',
  ],
  async run({input: [action = '', path], flags, profile}) {
    if (action !== 'import' && action !== 'sync') {
      throw new UsageError(
        `Unknown labels action "${action}".`,
        suggest(action, ['import', 'sync']) ?? 'Use: lanewatch labels import FILE.',
      );
    }
    if (action === 'sync' ? path !== undefined : path === undefined) {
      throw new UsageError(
        action === 'sync' ? 'labels sync takes no file.' : 'No file is named.',
        'Use: lanewatch labels import FILE, or lanewatch labels sync.',
      );
    }
    if (action === 'sync' && profile?.labels === undefined) {
      throw new UsageError(
        profile ? `The profile "${profile.name}" has no query for labels.` : 'There is no profile.',
        'Write one as `labels:` in the configuration file: a SELECT of kind, id and label.',
      );
    }
    const connection = resolveConnection(
      typeof flags.databaseUrl === 'string' ? flags.databaseUrl : undefined,
      process.env,
    );
    const {importLabels, syncLabels} = await import('./labels.ts');
    const place = {connection, schema: String(flags.schema)};
    return path === undefined
      ? syncLabels({...place, query: profile?.labels ?? ''}, process)
      : importLabels({...place, path}, process);
  },
};
