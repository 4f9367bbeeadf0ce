import type {AlertChannel} from '../../../config/alert-settings.ts';
import type {Client} from '../../../db/client.ts';
import {toProblem} from '../../../db/problem.ts';
import {readSql} from '../../../db/sql-files.ts';
import type {AlertMessage} from '../write-message.ts';
import {type Channel, failed, sent} from './channel.ts';

/** Postgres takes payloads below 8,000 bytes. */
const longestPayloadBytes = 7_900;

/** Tells whoever listens on the channel `analytics_alert`: the monitors, and programs of the platform. */
export function createNotifyChannel(
  {name}: Extract<AlertChannel, {kind: 'notify'}>,
  client: Client,
): Channel {
  return {
    name,
    async send(message) {
      try {
        await client.unsafe(readSql('actions/notify-alert.sql'), [toPayload(message)], {prepare: true});
        return sent;
      } catch (error) {
        const {what, why} = toProblem(error);
        return failed(`${what}: ${why}`);
      }
    },
  };
}

/** The message without its long parts, with as many findings as there is room for. */
export function toPayload({
  version,
  id,
  event,
  severity,
  at,
  title,
  findingCount,
  findings,
}: AlertMessage): string {
  const head = {version, id, event, severity, at, title: title.slice(0, 500).toWellFormed(), findingCount};
  for (let count = findings.length; ; count -= 1) {
    const told = findings
      .slice(0, count)
      .map(({key, severity, message, since}) => ({key, severity, message, since}));
    const payload = JSON.stringify({...head, findings: told});
    if (count === 0 || Buffer.byteLength(payload) <= longestPayloadBytes) return payload;
  }
}
