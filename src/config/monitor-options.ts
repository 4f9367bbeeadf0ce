import * as z from 'zod';
import {type FlagSpecs, type FlagValues, flagName} from './flags.ts';
import {metricChoices} from './metric-choice.ts';
import {UsageError} from './usage-error.ts';

/** The screens there are, by the names people type. */
export const screenNames = [
  'overview',
  'cron',
  'events',
  'views',
  'lanes',
  'agents',
  'explain',
  'doctor',
] as const;

export const monitorFlags = {
  screen: {type: 'string', choices: screenNames, value: 'NAME', help: 'The first screen.'},
  agent: {
    type: 'string',
    names: 'agent',
    value: 'ID',
    help: 'Begin with this agent: a name, or the beginning of an id.',
  },
  challenge: {
    type: 'string',
    names: 'challenge',
    value: 'ID',
    help: 'Begin with this challenge: a name, or the beginning of an id.',
  },
  cronDatabase: {
    type: 'string',
    value: 'NAME',
    help: 'The database that pg_cron lives in, where it is another one.',
  },
  source: {
    type: 'string',
    default: 'auto',
    choices: metricChoices,
    value: 'WHICH',
    help: 'Read live twins, scheduled views, or the fresher.',
  },
  readOnly: {type: 'boolean', default: false, help: 'Nothing can be changed: the server itself refuses.'},
  interval: {type: 'number', default: 2, value: 'S', help: 'Seconds between questions, 0.5 to 300.'},
  listen: {type: 'string', value: 'CHANNELS', help: 'Channels to listen on, separated by commas.'},
  bell: {
    type: 'boolean',
    default: true,
    help: 'Ring the terminal at what is newly critical; --no-bell does not.',
  },
  once: {type: 'boolean', default: false, help: 'Print the screen once, as text, and end.'},
} as const satisfies FlagSpecs;

const optionsSchema = z.strictObject({
  schema: z.string().min(1, 'a schema has a name').max(63, 'a name has at most 63 characters'),
  screen: z.enum(screenNames).optional(),
  agent: z.string().optional(),
  challenge: z.string().optional(),
  cronDatabase: z.string().optional(),
  source: z.enum(metricChoices),
  readOnly: z.boolean(),
  intervalMs: z
    .number('a number of seconds')
    .min(500, 'at least 0.5 seconds')
    .max(300_000, 'at most 300 seconds'),
  channels: z.array(
    z
      .string()
      .min(1, 'a channel has a name')
      .refine(name => Buffer.byteLength(name) <= 63, 'the name of a channel has at most 63 bytes'),
  ),
  bell: z.boolean(),
  once: z.boolean(),
  colour: z.boolean(),
  ascii: z.boolean(),
  statementTimeoutMs: z.int('a whole number of milliseconds').min(0, 'not below 0'),
});

export type MonitorOptions = z.output<typeof optionsSchema>;

/** Options that have another name than their flag. */
const flagsOfOptions: Readonly<Record<string, string>> = {
  intervalMs: 'interval',
  channels: 'listen',
  statementTimeoutMs: 'statementTimeout',
};

/** What the pipeline and its alerts notify. */
const ownChannels = 'submission_scored,analytics_alert';

/** Whether the locale holds more than ASCII. Where none is set, as in many containers, terminals still do. */
function canShowUnicode(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'UTF-8';
  return /utf-?8/i.test(locale);
}

/** Checks the monitor's flags. Throws `UsageError` that names the flag. */
export function readMonitorOptions(
  flags: FlagValues,
  env: Readonly<Record<string, string | undefined>>,
): MonitorOptions {
  const parsed = optionsSchema.safeParse({
    schema: flags.schema,
    screen: flags.screen,
    agent: flags.agent,
    challenge: flags.challenge,
    cronDatabase: flags.cronDatabase,
    source: flags.source,
    readOnly: flags.readOnly,
    intervalMs: Number(flags.interval) * 1000,
    channels: String(flags.listen ?? ownChannels)
      .split(',')
      .map(channel => channel.trim()),
    bell: flags.bell,
    // A terminal on which nothing can be drawn over gets one screen, as a pipe does.
    once: flags.once === true || env.TERM === 'dumb',
    // https://no-color.org: any value but the empty one.
    colour: flags.color === true && !env.NO_COLOR && env.TERM !== 'dumb',
    ascii: flags.ascii === true || !canShowUnicode(env),
    statementTimeoutMs: flags.statementTimeout,
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0]);
  throw new UsageError(
    `${flagName(flagsOfOptions[name] ?? name)} is not valid: ${issue?.message}.`,
    'lanewatch --help shows the options.',
  );
}
