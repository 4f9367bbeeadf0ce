import * as z from 'zod';

/** What a channel is called in the state, the log and the findings; two channels may not share a name. */
const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'a name has up to 31 small letters, digits and hyphens');

const url = z
  .url({protocol: /^https?$/, error: 'an address begins with http:// or https://'})
  .refine(text => !/^\w+:\/\/[^/]*@/.test(text), 'an address holds no user and password');

const channel = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('webhook'),
    name,
    /** A secret: whoever knows it can post. */
    url,
    preset: z.enum(['json', 'slack']),
    /** Signs what is sent; null sends it unsigned. */
    secret: z.string().min(1).nullable(),
  }),
  z.strictObject({
    kind: z.literal('exec'),
    name,
    /** Run by the shell; what there is to say comes on standard input, never in the command. */
    command: z.string().min(1, 'a command has at least one character'),
  }),
  z.strictObject({kind: z.literal('notify'), name}),
]);

/** How the worker tells people what is wrong. Addresses and secrets are values here: nobody prints or logs them. */
export const alertSettingsSchema = z.strictObject({
  channels: z
    .array(channel)
    .refine(channels => channels.every(each => each.name !== 'ping'), 'no channel may be named ping')
    .refine(
      channels => new Set(channels.map(each => each.name)).size === channels.length,
      'two channels have the same name',
    ),
  /** The least that is told. */
  leastSeverity: z.enum(['unknown', 'warning', 'critical']),
  /** Between two messages about the same finding; 0 for never. */
  repeatMs: z.number().min(0, 'a pause is not below 0'),
  /** Looks in a row that must find something before it is told. */
  afterLooks: z.int().min(1, 'at least 1 look').max(1000, 'at most 1000 looks'),
  lookEveryMs: z.number().min(1_000, 'at least 1 second').max(3_600_000, 'at most an hour'),
  /** Called while all goes well: who does not hear from it knows that the worker is gone. */
  ping: z.strictObject({url, everyMs: z.number().min(1_000, 'at least 1 second')}).nullable(),
  /** Spans in which nothing is told: what begins in one and lasts is told after it. */
  maintenance: z.array(
    z.strictObject({
      /** A cron schedule; each fire begins a span. */
      schedule: z.string(),
      zone: z.string(),
      durationMs: z
        .number()
        .min(60_000, 'at least a minute')
        .max(7 * 86_400_000, 'at most a week'),
    }),
  ),
});

export type AlertSettings = z.output<typeof alertSettingsSchema>;
export type AlertChannel = AlertSettings['channels'][number];

/** Alerts reach everyone who listens on the channel `analytics_alert`; anything else is to be chosen. */
export const defaultAlertSettings: AlertSettings = {
  channels: [{kind: 'notify', name: 'notify'}],
  leastSeverity: 'warning',
  repeatMs: 4 * 3_600_000,
  afterLooks: 1,
  lookEveryMs: 15_000,
  ping: null,
  maintenance: [],
};
