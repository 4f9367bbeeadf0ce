import process from 'node:process';
import type {Command} from '../config/command.ts';
import {globalFlags} from '../config/flags.ts';
import {alertFlags, readAlertSettings} from '../config/read-alert-settings.ts';
import {readFlags, resolveReadConnection} from '../config/read-connection.ts';
import {resolveConnection} from '../config/resolve-connection.ts';
import {UsageError} from '../config/usage-error.ts';

/** More would only wait for each other. */
const mostSessions = 16;

const {color: _color, ascii: _ascii, statementTimeout: _timeout, ...flags} = globalFlags;

export const workerCommand: Command = {
  name: 'worker',
  summary: 'Keep the views fresh on events, and run the jobs where pg_cron is absent.',
  usage: '',
  inputs: {min: 0, max: 0},
  flags: {
    ...flags,
    once: {type: 'boolean', default: false, help: 'Refresh what waits now, and end.'},
    follow: {
      type: 'string',
      default: 'slices',
      choices: ['slices', 'views'],
      value: 'WHAT',
      help: 'Refresh what changed alone, or whole views.',
    },
    sessions: {
      type: 'number',
      default: 2,
      value: 'N',
      help: `How many challenges to compute at the same time, 1 to ${mostSessions}.`,
    },
    readUrl: {...readFlags.readUrl, help: 'A hot standby that alerts are to watch; else LANEWATCH_READ_URL.'},
    ...alertFlags,
  },
  writes: true,
  examples: [
    'lanewatch worker -d postgres://owner@db1/lanes',
    'lanewatch worker --log-file /var/log/lanewatch.log --log-level warn',
    'lanewatch worker --alert-exec /usr/local/bin/page --alert-after 2',
    'lanewatch worker --once',
  ],
  async run({flags: given, profile}) {
    const {databaseUrl, schema, once, logFile, logLevel, alerts} = given;
    const follow = given.follow === 'views' ? 'views' : 'slices';
    const connection = resolveConnection(textOf(databaseUrl), process.env);
    const alertSettings = alerts === false ? null : readAlertSettings(given, process.env);
    const [{runWorker, runWorkerOnce}, {openJsonLog}] = await Promise.all([
      import('./worker.ts'),
      import('./json-log.ts'),
    ]);
    const log = openJsonLog({file: textOf(logFile), level: String(logLevel)});
    return once === true
      ? runWorkerOnce({connection, schema: String(schema), follow, log})
      : runWorker({
          connection,
          schema: String(schema),
          follow,
          sliceSessions: readSessions(given.sessions),
          alertSettings,
          standby: resolveReadConnection(given.readUrl, process.env, connection),
          thresholds: profile?.thresholds,
          log,
        });
  },
};

function readSessions(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= mostSessions)
    return value;
  throw new UsageError('--sessions is out of range.', `It is a whole number from 1 to ${mostSessions}.`);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
