import {type AlertSettings, alertSettingsSchema, defaultAlertSettings} from './alert-settings.ts';
import {type FlagSpecs, type FlagValues, flagName} from './flags.ts';
import {UsageError} from './usage-error.ts';

/** Flags hold nothing secret: everybody on the machine can read a command line. */
export const alertFlags = {
  alerts: {type: 'boolean', default: true, help: 'Tell what is wrong; --no-alerts tells nobody.'},
  alertExec: {type: 'string', value: 'COMMAND', help: 'Run this for each alert, with JSON on its input.'},
  alertSeverity: {
    type: 'string',
    default: 'warning',
    choices: ['unknown', 'warning', 'critical'],
    value: 'NAME',
    help: 'The least that is told.',
  },
  alertRepeat: {type: 'number', default: 4, value: 'HOURS', help: 'Say it again after so long; 0 for never.'},
  alertAfter: {type: 'number', default: 1, value: 'N', help: 'Tell only what N looks in a row have found.'},
  alertMaintenance: {
    type: 'string',
    value: 'SPAN',
    help: "Tell nothing in this span, as '0 3 * * 0 for 120' (minutes, UTC).",
  },
} as const satisfies FlagSpecs;

/** Addresses and secrets come from the environment, as they are or as whoever starts the program puts them there. */
export const alertVariables = {
  LANEWATCH_ALERT_WEBHOOK: 'The address that alerts are posted to as JSON.',
  LANEWATCH_ALERT_WEBHOOK_SECRET: 'Signs them: HMAC-SHA256 in the header X-Lanewatch-Signature.',
  LANEWATCH_ALERT_SLACK: 'The address of an incoming webhook of Slack, Mattermost or Rocket.Chat.',
  LANEWATCH_ALERT_EXEC: 'As --alert-exec.',
  LANEWATCH_ALERT_PING: 'An address that is called every minute while all goes well: a dead man’s switch.',
} as const satisfies Readonly<Record<string, string>>;

const pingEveryMs = 60_000;

/**
 * The alerts as flags and environment ask for them.
 * @throws {UsageError} that names the flag or the variable, and never its value.
 */
export function readAlertSettings(
  flags: FlagValues,
  env: Readonly<Record<string, string | undefined>>,
): AlertSettings {
  const url = (name: keyof typeof alertVariables) => env[name] || undefined;
  const [webhook, slack, ping] = [
    url('LANEWATCH_ALERT_WEBHOOK'),
    url('LANEWATCH_ALERT_SLACK'),
    url('LANEWATCH_ALERT_PING'),
  ];
  const command = flags.alertExec ?? (env.LANEWATCH_ALERT_EXEC || undefined);
  const secret = env.LANEWATCH_ALERT_WEBHOOK_SECRET || null;
  const sources: string[] = [];
  const from = <Value>(source: string, channel: Value): Value => {
    sources.push(source);
    return channel;
  };
  const channels = [
    from('notify', {kind: 'notify', name: 'notify'}),
    ...(webhook
      ? [
          from('LANEWATCH_ALERT_WEBHOOK', {
            kind: 'webhook',
            name: 'webhook',
            url: webhook,
            preset: 'json',
            secret,
          }),
        ]
      : []),
    ...(slack
      ? [
          from('LANEWATCH_ALERT_SLACK', {
            kind: 'webhook',
            name: 'slack',
            url: slack,
            preset: 'slack',
            secret: null,
          }),
        ]
      : []),
    ...(command ? [from('--alert-exec', {kind: 'exec', name: 'exec', command})] : []),
  ];
  const parsed = alertSettingsSchema.safeParse({
    ...defaultAlertSettings,
    channels,
    leastSeverity: flags.alertSeverity ?? defaultAlertSettings.leastSeverity,
    repeatMs: Number(flags.alertRepeat ?? 4) * 3_600_000,
    afterLooks: flags.alertAfter ?? defaultAlertSettings.afterLooks,
    ping: ping ? {url: ping, everyMs: pingEveryMs} : null,
    maintenance:
      typeof flags.alertMaintenance === 'string' ? [readMaintenanceFlag(flags.alertMaintenance)] : [],
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `${nameSource(issue?.path ?? [], sources)} is not valid: ${issue?.message}.`,
    'lanewatch worker --help shows the options; docs/operations.md describes the alerts.',
  );
}

function nameSource([option, index]: readonly PropertyKey[], sources: readonly string[]): string {
  if (option === 'channels' && typeof index === 'number') return sources[index] ?? 'A channel';
  if (option === 'ping') return 'LANEWATCH_ALERT_PING';
  const flags: Readonly<Record<string, string>> = {
    leastSeverity: 'alertSeverity',
    repeatMs: 'alertRepeat',
    afterLooks: 'alertAfter',
    maintenance: 'alertMaintenance',
  };
  return flagName(flags[String(option)] ?? String(option));
}

function readMaintenanceFlag(text: string): AlertSettings['maintenance'][number] {
  const [, schedule, minutes] = /^(.+) for (\d+)$/.exec(text.trim()) ?? [];
  if (schedule === undefined) {
    throw new UsageError(
      `--alert-maintenance cannot be "${text}".`,
      "A schedule as in cron and a number of minutes: --alert-maintenance '0 3 * * 0 for 120'.",
    );
  }
  return {schedule, zone: 'UTC', durationMs: Number(minutes) * 60_000};
}
