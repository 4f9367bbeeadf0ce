import type {FlagValues} from '../flags.ts';
import {namesServer} from '../resolve-connection.ts';
import type {ChosenProfile} from './choose-profile.ts';
import {fetchSecret, type SecretPlace, type SecretReference} from './secret.ts';

/**
 * A profile as the values that flags have where they are not given. The connection of a profile that is asked for by
 * name goes before DATABASE_URL and PGHOST; that of the profile the file begins with does not. Where a flag names the
 * server (`hasServer`) neither counts, and no password is fetched.
 */
export function flagsOfProfile(
  {profile, isNamed}: ChosenProfile,
  place: SecretPlace,
  hasServer: boolean,
): FlagValues {
  const {interval, listen, alerts = {}} = profile;
  const timeoutMs = profile['statement-timeout'];
  const isUsed = !hasServer && (isNamed || !namesServer(place.env));
  const given: FlagValues = {
    databaseUrl: isUsed ? connectionText(profile, place) : undefined,
    // A standby belongs to its primary: that of another connection is none.
    readUrl: isUsed && !place.env.LANEWATCH_READ_URL ? profile['read-connection'] : undefined,
    schema: profile.schema,
    cronDatabase: profile['cron-database'],
    source: profile.source,
    readOnly: profile['read-only'],
    interval: interval === undefined ? undefined : interval / 1000,
    statementTimeout: timeoutMs === undefined ? undefined : Math.round(timeoutMs),
    listen: listen?.join(','),
    color: profile.color,
    ascii: profile.ascii,
    alertSeverity: alerts.severity,
    alertRepeat: alerts.repeat === undefined ? undefined : alerts.repeat / 3_600_000,
    alertAfter: alerts.after,
    alertMaintenance: alerts.maintenance,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** The variables that a profile stands in for where they are not set. Secrets are fetched only for those. */
export function variablesOfProfile(
  {profile: {alerts = {}}}: ChosenProfile,
  place: SecretPlace,
): Readonly<Record<string, string>> {
  const values: Readonly<Record<string, string | SecretReference | undefined>> = {
    LANEWATCH_ALERT_EXEC: alerts.exec,
    LANEWATCH_ALERT_WEBHOOK: alerts.webhook,
    LANEWATCH_ALERT_WEBHOOK_SECRET: alerts['webhook-secret'],
    LANEWATCH_ALERT_SLACK: alerts.slack,
    LANEWATCH_ALERT_PING: alerts.ping,
  };
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || place.env[name]) continue;
    found[name] = typeof value === 'string' ? value : fetchSecret(value, place);
  }
  return found;
}

function connectionText(
  {connection, password}: ChosenProfile['profile'],
  place: SecretPlace,
): string | undefined {
  if (connection === undefined || password === undefined) return connection;
  return withPassword(connection, fetchSecret(password, place));
}

/** The connection string with a password: one more parameter, in the way the string is written. */
function withPassword(connection: string, password: string): string {
  const isUrl = /^postgres(ql)?:\/\//.test(connection);
  if (isUrl)
    return `${connection}${connection.includes('?') ? '&' : '?'}password=${encodeURIComponent(password)}`;
  const pairs = connection.includes('=') ? connection : `dbname=${connection}`;
  return `${pairs} password='${password.replaceAll(/[\\']/g, '\\$&')}'`;
}
