import {randomBytes} from 'node:crypto';
import {setTimeout as delay} from 'node:timers/promises';
import type {Connection} from '../config/connection.ts';
import {answerInTime} from './answer-in-time.ts';
import {endClient, openClient} from './client.ts';
import {readSql} from './sql-files.ts';

export interface NotificationEcho {
  readonly sentAt: Date;
  /** Null when the notification did not come back in time. */
  readonly tookMs: number | null;
}

/**
 * Listens on a channel of its own, has a notification sent there and waits for it. That a session may LISTEN proves
 * nothing: behind a pooler that lends connections per transaction nothing ever arrives, without an error. Throws where
 * the session cannot be opened or may not listen, as on a standby.
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
    await answerInTime(client.unsafe(`listen "${channel}"`), 2 * timeoutMs);
    const sentAt = new Date();
    const sentMs = await sendEcho(connection, channel, 2 * timeoutMs);
    const late = delay(timeoutMs, null, {signal: stop.signal}).catch(() => null);
    const heardMs = await Promise.race([heard.promise, late]);
    return {sentAt, tookMs: heardMs === null ? null : Math.max(0, heardMs - sentMs)};
  } finally {
    stop.abort();
    await endClient(client, 0).catch(() => {});
  }
}

/**
 * Sends a notification from a session of its own, and gives the moment (`performance.now()`). The session that listens
 * must not send it: the server answers a session's own notification together with the statement, so that even a pooler
 * in transaction mode delivers that one, and the deaf would seem to hear. Gives up where `ended` rejects.
 */
export async function sendEcho(
  connection: Connection,
  channel: string,
  timeoutMs: number,
  ended?: Promise<never>,
): Promise<number> {
  const client = openClient(connection, {applicationName: 'lanewatch echo', connectTimeoutMs: timeoutMs});
  try {
    // The login is no part of the way that a notification takes.
    await answerInTime(client.unsafe(readSql('listen/log-in.sql')), timeoutMs, ended);
    const sentMs = performance.now();
    await answerInTime(client.unsafe(readSql('listen/send-echo.sql'), [channel]), timeoutMs, ended);
    return sentMs;
  } finally {
    await endClient(client, 0).catch(() => {});
  }
}
