import * as z from 'zod';
import {parseConnectionString} from '../connection-string.ts';
import {metricChoices} from '../metric-choice.ts';
import {UsageError} from '../usage-error.ts';
import {duration} from './duration.ts';
import {plainSecret, secretReference} from './secret.ts';

/** What other parts of the program have names for. */
export interface ProfileVocabulary {
  /** Names ending in `Ms` are spans of time. */
  readonly thresholds: readonly string[];
  readonly themes: readonly string[];
}

const text = z.string('write a text').min(1, 'write a text that is not empty');
const yesOrNo = z.boolean('write true or false');
const name = text.max(63, 'a name has at most 63 characters');

/** As `-d` takes it, but without a secret in it. */
const connection = text.superRefine((value, context) => {
  try {
    const settings = parseConnectionString(value, 'the connection string');
    if (settings.has('password') || settings.has('sslpassword'))
      context.addIssue({code: 'custom', message: plainSecret});
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    context.addIssue({code: 'custom', message: `${error.message} ${error.remedy}`});
  }
});

const channel = text
  .refine(value => Buffer.byteLength(value) <= 63, 'the name of a channel has at most 63 bytes')
  .refine(value => !value.includes(','), 'the name of a channel has no comma here');

const severity = z.enum(['unknown', 'warning', 'critical'], 'choose one of unknown, warning, critical');

const alerts = z.strictObject(
  {
    severity: severity.optional().describe('The least that is told: `unknown`, `warning` or `critical`.'),
    repeat: duration().optional().describe('Say it again after so long, `0` for never.'),
    after: z
      .int('write a whole number')
      .min(1, 'at least 1')
      .optional()
      .describe('Tell only what so many looks in a row have found.'),
    maintenance: text.optional().describe('Tell nothing in this span: `0 3 * * 0 for 120` (minutes, UTC).'),
    exec: text.optional().describe('Run this for each alert, with JSON on its input.'),
    webhook: secretReference.optional().describe('Reference to the address that alerts are posted to.'),
    'webhook-secret': secretReference.optional().describe('Reference to what signs them.'),
    slack: secretReference.optional().describe('Reference to the address of an incoming webhook.'),
    ping: secretReference.optional().describe('Reference to the address that is called while all goes well.'),
  },
  'write settings below it, a key and a value each',
);

/** The settings of one profile. The descriptions are the reference in docs/configuration.md. */
export function profileSchema({thresholds, themes}: ProfileVocabulary) {
  return z
    .strictObject(
      {
        connection: connection
          .optional()
          .describe('Where to connect, as `-d` takes it, for example `service=prod`; no password in it.'),
        password: secretReference
          .optional()
          .describe('Reference to the password: `env:NAME`, `file:PATH` or `command:LINE`.'),
        'read-connection': connection
          .optional()
          .describe(
            'A hot standby to read metrics from, as `--read-url`; what it leaves out is as for `connection`.',
          ),
        schema: name.optional().describe('The schema the pipeline is installed in, as `--schema`.'),
        'cron-database': name
          .optional()
          .describe('The database that pg_cron lives in, as `--cron-database`.'),
        'read-only': yesOrNo
          .optional()
          .describe(
            'Nothing can be changed: the server itself refuses, and commands that write do not start.',
          ),
        source: z
          .enum(metricChoices, `choose one of ${metricChoices.join(', ')}`)
          .optional()
          .describe('What metrics are read from, as `--source`: `auto`, `live` or `scheduled`.'),
        interval: duration({minMs: 500, maxMs: 300_000, range: 'choose from 0.5s to 5m'})
          .optional()
          .describe('The pause between questions, from `0.5s` to `5m`.'),
        'statement-timeout': duration()
          .optional()
          .describe('The longest a question may take, for example `10s`; refreshes take their time.'),
        listen: z
          .array(channel, 'write a list of names, as [one, two]')
          .optional()
          .describe('Channels to listen on, for example `[scored, jobs]`.'),
        color: yesOrNo.optional().describe('`false` draws without colours; NO_COLOR goes before it.'),
        ascii: yesOrNo.optional().describe('`true` draws with ASCII characters only.'),
        theme: z
          .enum(themes, `choose one of ${themes.join(', ')}`)
          .optional()
          .describe(`How the monitor looks: ${themes.map(theme => `\`${theme}\``).join(', ')}.`),
        motion: z
          .enum(['full', 'reduced'], 'choose one of full, reduced')
          .optional()
          .describe(
            '`reduced`: nothing moves by the second, not even what is under way: it steps every ten.',
          ),
        keys: z
          .record(
            z.string(),
            z.array(text, 'write a list of keys, as [P, ctrl-p]'),
            'write names of docs/keys.md with a list of keys each',
          )
          .optional()
          .describe('Other keys than the own ones, for example `{cron.faults: [F]}`.'),
        thresholds: thresholdsSchema(thresholds)
          .optional()
          .describe('Other limits than the own ones, see below.'),
        labels: text
          .optional()
          .describe(
            'A SELECT of `kind` (agent or challenge), `id` and `label`, from which `lanewatch labels sync` takes names for people.',
          ),
        alerts: alerts.optional().describe('How the worker tells what is wrong, see below.'),
      },
      'write settings below it, a key and a value each',
    )
    .refine(({connection: text, password}) => text !== undefined || password === undefined, {
      path: ['password'],
      message: 'it needs `connection` beside it, which says whose password it is',
    });
}

export const alertsShape: Readonly<Record<string, z.ZodType>> = alerts.shape;

export type Profile = z.output<ReturnType<typeof profileSchema>>;

function thresholdsSchema(names: readonly string[]) {
  const shape = Object.fromEntries(
    names.map(threshold => [
      settingName(threshold),
      isSpan(threshold) ? duration().optional() : z.number('write a number').min(0, 'not below 0').optional(),
    ]),
  );
  return z
    .strictObject(shape, 'write settings below it, a key and a value each')
    .transform(
      values =>
        Object.fromEntries(
          names
            .filter(threshold => values[settingName(threshold)] !== undefined)
            .map(threshold => [threshold, Number(values[settingName(threshold)])]),
        ) as Readonly<Record<string, number>>,
    );
}

export function isSpan(threshold: string): boolean {
  return threshold.endsWith('Ms');
}

/** `viewBehindMs` as it is written in the file: `view-behind`. */
export function settingName(threshold: string): string {
  return threshold.replace(/Ms$/, '').replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
