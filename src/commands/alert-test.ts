import {randomUUID} from 'node:crypto';
import type {AlertSettings} from '../config/alert-settings.ts';
import type {Connection} from '../config/connection.ts';
import {endClient, openClient} from '../db/client.ts';
import {sendPing} from '../pipeline/alerts/channels/http-call.ts';
import {openChannels} from '../pipeline/alerts/channels/open-channels.ts';
import {writeTestMessage} from '../pipeline/alerts/write-message.ts';
import {version} from '../version.ts';

export interface AlertTestRequest {
  readonly connection: Connection;
  readonly schema: string;
  readonly settings: AlertSettings;
  readonly timeoutMs?: number;
}

/**
 * `lanewatch alert test`: one try through each channel at once, and a line for each. Gives 0 where all were reached, and
 * 1 otherwise. The channels that need no database are tried also where it cannot be reached.
 */
export async function runAlertTest(
  {connection, schema, settings, timeoutMs}: AlertTestRequest,
  {stdout}: {stdout: {write(text: string): unknown}},
): Promise<number> {
  const client = openClient(connection, {applicationName: 'lanewatch alert test', max: 1, schema});
  const {host, port, database} = connection;
  const message = writeTestMessage({
    id: randomUUID(),
    at: new Date(),
    place: {host, port, database, schema},
  });
  const {ping} = settings;
  const tries = [
    ...openChannels(settings, {client, version, timeoutMs}).map(({name, send}) => ({
      name,
      send: () => send(message),
    })),
    ...(ping ? [{name: 'ping', send: () => sendPing(ping.url, {version, timeoutMs})}] : []),
  ];
  try {
    const verdicts = await Promise.all(
      tries.map(async ({name, send}) => {
        const startedMs = performance.now();
        const verdict = await send();
        return {name, verdict, tookMs: Math.round(performance.now() - startedMs)};
      }),
    );
    const width = Math.max(...verdicts.map(({name}) => name.length));
    for (const {name, verdict, tookMs} of verdicts) {
      const how = verdict.ok ? `✓ sent in ${tookMs} ms` : `✗ failed after ${tookMs} ms: ${verdict.error}`;
      stdout.write(`${name.padEnd(width)}  ${how}\n`);
    }
    if (settings.channels.length === 1) {
      stdout.write(
        'Only those who listen in Postgres are told: lanewatch alert test --help names the rest.\n',
      );
    }
    return verdicts.every(({verdict}) => verdict.ok) ? 0 : 1;
  } finally {
    await endClient(client, 1_000);
  }
}
