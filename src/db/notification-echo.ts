import {randomBytes} from 'node:crypto';
import {setTimeout as delay} from 'node:timers/promises';
import type {Connection} from '../config/connection.ts';
import {openClient} from './client.ts';
import {readSql} from './sql-files.ts';

export interface NotificationEcho {
  readonly sentAt: Date;
  /** Null when the notification did not come back in time. */
  readonly tookMs: number | null;
}

/**
 * Listens on a channel of its own, sends itself a notification and waits for it to come back. That a session may
 * LISTEN proves nothing: behind a pooler that lends connections per transaction nothing ever arrives, without an error.
 * Throws where the session cannot be opened or may not listen, as on a standby.
 */
export async function echoNotification(
  connection: Connection,
  {timeoutMs = 5_000}: {timeoutMs?: number} = {},
): Promise<NotificationEcho> {
  const channel = `lanewatch_echo_${randomBytes(8).toString('hex')}`;
  const heard = Promise.withResolvers<number>();
  const client = openClient(connection, {
    applicationName: 'lanewatch echo',
    connectTimeoutMs: timeoutMs,
    onNotify: name => {
      if (name === channel) heard.resolve(performance.now());
    },
  });
  const stop = new AbortController();
  try {
    await client.unsafe(`listen "${channel}"`);
    const sentAt = new Date();
    const startedMs = performance.now();
    await client.unsafe(readSql('listen/send-echo.sql'), [channel], {prepare: true});
    const late = delay(timeoutMs, null, {signal: stop.signal}).catch(() => null);
    const heardMs = await Promise.race([heard.promise, late]);
    return {sentAt, tookMs: heardMs === null ? null : heardMs - startedMs};
  } finally {
    stop.abort();
    await client.end({timeout: 0}).catch(() => {});
  }
}
