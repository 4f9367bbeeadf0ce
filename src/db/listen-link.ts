import {randomBytes} from 'node:crypto';
import {setTimeout as delay} from 'node:timers/promises';
import type {Connection} from '../config/connection.ts';
import {answerInTime, linkError} from './answer-in-time.ts';
import {endClient, openClient} from './client.ts';
import {sendEcho} from './notification-echo.ts';
import {type Problem, toProblem} from './problem.ts';
import {readSql} from './sql-files.ts';

export interface ListenLinkOptions {
  readonly channels: readonly string[];
  /** How long the server may take for an answer. */
  readonly timeoutMs: number;
  /** Ends whatever waits. */
  readonly signal: AbortSignal;
  readonly onNotify: (channel: string, payload: string) => void;
}

/** How long a notification took: null when it did not arrive, `unsent` with the reason where none could be sent. */
export type LinkEcho = {readonly tookMs: number | null} | {readonly unsent: Problem};

/** One session that listens. Every wait of it throws when the session ends, or an answer is late. */
export interface ListenLink {
  /** Logs in and listens. */
  listen(): Promise<void>;
  /** Asks on the same socket whether all channels are still listened on. `skewMs` is the server's clock minus ours. */
  beat(): Promise<{roundTripMs: number; skewMs: number}>;
  /** Has a notification sent to the session, and waits for it. */
  echo(): Promise<LinkEcho>;
  pause(ms: number): Promise<void>;
  /** Destroys the socket, also a half-open one. */
  close(): Promise<void>;
}

export function openListenLink(
  connection: Connection,
  {channels, timeoutMs, signal, onNotify}: ListenLinkOptions,
): ListenLink {
  const echoChannel = `lanewatch_echo_${randomBytes(8).toString('hex')}`;
  const all = [...channels, echoChannel];
  /** A login takes half a dozen round trips. */
  const openingMs = 2 * timeoutMs;
  let onEcho = (_heardMs: number) => {};
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => {});
  let isOver = false;
  const end = (why: string) => {
    isOver = true;
    ended.reject(linkError(why));
  };
  const onStop = () => end('the session was ended');
  signal.addEventListener('abort', onStop);
  const client = openClient(connection, {
    applicationName: 'lanewatch listener',
    max: 1,
    connectTimeoutMs: openingMs,
    // The statement that the end cuts short knows better why: it is heard first.
    onClose: () => setImmediate(end, 'the session was closed'),
    onNotify(channel, payload) {
      if (channel === echoChannel) onEcho(performance.now());
      else onNotify(channel, payload);
    },
  });
  return {
    async listen() {
      const listens = all.map(channel => `listen "${channel.replaceAll('"', '""')}"`);
      await answerInTime(client.unsafe(listens.join('; ')), openingMs, ended.promise);
    },
    async beat() {
      const startedMs = performance.now();
      const asking = client.unsafe<{channels: string[]; now_ms: number}[]>(
        readSql('listen/list-channels.sql'),
      );
      const [row] = await answerInTime(asking, timeoutMs, ended.promise);
      const missing = all.filter(channel => !row?.channels.includes(channel));
      if (!row || missing.length > 0) {
        throw linkError(`the session no longer listens on ${missing.join(', ')}`);
      }
      const roundTripMs = performance.now() - startedMs;
      return {roundTripMs, skewMs: row.now_ms - (Date.now() - roundTripMs / 2)};
    },
    async echo() {
      const heard = Promise.withResolvers<number>();
      onEcho = heard.resolve;
      const sending = sendEcho(connection, echoChannel, openingMs, ended.promise);
      const sent = await sending.then(
        sentMs => ({sentMs}),
        error => ({unsent: toProblem(error)}),
      );
      if ('unsent' in sent) return isOver ? ended.promise : sent;
      const late = new AbortController();
      const silence = delay(timeoutMs, null, {signal: late.signal}).catch(() => null);
      const heardMs = await Promise.race([heard.promise, silence, ended.promise]);
      late.abort();
      return {tookMs: heardMs === null ? null : Math.max(0, heardMs - sent.sentMs)};
    },
    async pause(ms) {
      await Promise.race([delay(ms, undefined, {signal}), ended.promise]);
    },
    async close() {
      signal.removeEventListener('abort', onStop);
      await endClient(client, 0).catch(() => {});
    },
  };
}
