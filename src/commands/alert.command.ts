import process from 'node:process';
import type {Command} from '../config/command.ts';
import {globalFlags} from '../config/flags.ts';
import {alertFlags, readAlertSettings} from '../config/read-alert-settings.ts';
import {resolveConnection} from '../config/resolve-connection.ts';
import {UsageError} from '../config/usage-error.ts';
import {suggest} from './suggest.ts';

const {databaseUrl, schema, profile, config, logFile, logLevel} = globalFlags;
const {alertExec} = alertFlags;

export const alertCommand: Command = {
  name: 'alert',
  summary: 'Send a test through every channel of the alerts, and say how each fared.',
  usage: 'test',
  inputs: {min: 1, max: 1},
  places: [{choices: ['test']}],
  flags: {databaseUrl, schema, profile, config, alertExec, logFile, logLevel},
  examples: [
    'lanewatch alert test -d postgres://owner@db1/lanes',
    'LANEWATCH_ALERT_SLACK=https://hooks.slack.com/… lanewatch alert test',
    'lanewatch alert test --alert-exec /usr/local/bin/page',
  ],
  async run({input: [action = ''], flags}) {
    if (action !== 'test') {
      throw new UsageError(
        `Unknown alert action "${action}".`,
        suggest(action, ['test']) ?? 'Use: lanewatch alert test.',
      );
    }
    const settings = readAlertSettings(flags, process.env);
    const connection = resolveConnection(
      typeof flags.databaseUrl === 'string' ? flags.databaseUrl : undefined,
      process.env,
    );
    const {runAlertTest} = await import('./alert-test.ts');
    return runAlertTest({connection, schema: String(flags.schema), settings}, process);
  },
};
