import process from 'node:process';
import type {Command} from '../config/command.ts';
import {type FlagValues, globalFlags} from '../config/flags.ts';
import {readFlags, resolveReadConnection} from '../config/read-connection.ts';
import {resolveConnection} from '../config/resolve-connection.ts';
import {UsageError} from '../config/usage-error.ts';
import type {Limits} from '../report/limits.ts';
import type {CheckArea} from '../report/verdict.ts';
import type {CheckFormat} from './check.ts';

const {databaseUrl, schema, profile, config, logFile, logLevel} = globalFlags;
const areas: readonly CheckArea[] = ['cron', 'views', 'listen', 'pipeline', 'all'];
const formats: readonly CheckFormat[] = ['nagios', 'prometheus', 'json', 'human'];
/** Below the 10 s that NRPE waits. */
const longestTimeoutS = 9.5;

export const checkCommand: Command = {
  name: 'check',
  summary: 'One verdict for monitoring systems: exit code 0 ok, 1 warning, 2 critical, 3 unknown.',
  usage: '[cron|views|listen|pipeline|all]',
  inputs: {min: 0, max: 1},
  places: [{choices: areas}],
  flags: {
    databaseUrl,
    schema,
    profile,
    config,
    ...readFlags,
    cronDatabase: {
      type: 'string',
      value: 'NAME',
      help: 'The database that pg_cron lives in, where it is another one.',
    },
    format: {type: 'string', default: 'nagios', choices: formats, value: 'NAME', help: 'Who is to read it.'},
    timeout: {
      type: 'number',
      shortFlag: 't',
      default: 8,
      value: 'S',
      help: 'Give up after so many seconds, at most 9.5.',
    },
    warning: {
      type: 'string',
      shortFlag: 'w',
      value: 'RANGE',
      help: 'Warn when the first figure of the area is outside.',
    },
    critical: {
      type: 'string',
      shortFlag: 'c',
      value: 'RANGE',
      help: 'The same for critical.',
    },
    unreachable: {
      type: 'string',
      default: 'critical',
      choices: ['critical', 'unknown'],
      value: 'STATE',
      help: 'What a server is that cannot be reached.',
    },
    logFile,
    logLevel,
  },
  examples: [
    'lanewatch check -d postgres://monitor@db1/lanes',
    'lanewatch check cron -c 0 # critical as soon as one job fails',
    'lanewatch check views -w 900 -c 3600 # seconds behind the events',
    'lanewatch check --format prometheus > /var/lib/node_exporter/lanewatch.prom',
  ],
  usageExitCode: 3,
  async run({input: [given = 'all'], flags, profile}) {
    const area = areas.find(name => name === given);
    if (!area) throw new UsageError(`There is no area "${given}".`, `It is one of ${areas.join(', ')}.`);
    const timeoutS = Number(flags.timeout);
    if (timeoutS <= 0 || timeoutS > longestTimeoutS) {
      throw new UsageError(
        '--timeout is out of range.',
        `It is more than 0 and at most ${longestTimeoutS} seconds.`,
      );
    }
    const limits = await readLimits(area, flags);
    const connection = resolveConnection(stringOf(flags.databaseUrl), process.env);
    const {runCheck} = await import('./check.ts');
    return runCheck(
      {
        connection,
        schema: String(flags.schema),
        cronDatabase: stringOf(flags.cronDatabase),
        standby: resolveReadConnection(flags.readUrl, process.env, connection),
        area,
        format: formats.find(name => name === flags.format) ?? 'nagios',
        timeoutMs: timeoutS * 1000,
        unreachable: flags.unreachable === 'unknown' ? 'unknown' : 'critical',
        limits,
        thresholds: profile?.thresholds,
      },
      process,
    );
  },
};

async function readLimits(area: CheckArea, flags: FlagValues): Promise<Limits> {
  const {parseRange} = await import('../report/nagios-range.ts');
  const read = (name: 'warning' | 'critical') => {
    const text = stringOf(flags[name]);
    if (text === undefined) return null;
    if (area === 'all') {
      throw new UsageError(
        `--${name} needs one area.`,
        'Each area has a figure of its own: lanewatch check cron, views, listen or pipeline.',
      );
    }
    const range = parseRange(text);
    if (range) return range;
    throw new UsageError(
      `--${name} "${text}" is no range.`,
      'A range is 10, 10:, ~:10, 10:20 or @10:20, as Nagios plugins have it.',
    );
  };
  return {warning: read('warning'), critical: read('critical')};
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
