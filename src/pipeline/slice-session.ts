import type {Connection} from '../config/connection.ts';
import {type Client, endClient, openClient} from '../db/client.ts';
import {runSlicePass, type SlicePass} from './slice-cycle.ts';

/** The least pause between two passes, in which events gather. */
const leastPauseMs = 250;
const longestPauseMs = 5_000;
/** A pass is followed by a pause of this share of it: however many events there are, others get the processors, too. */
const pauseShare = 0.25;
const lockTimeoutMs = 60_000;

export interface SliceSessionOptions {
  readonly schema: string;
  /** Cancels the slice under way. */
  readonly cancel: AbortSignal;
  onPass(pass: SlicePass, durationMs: number): void;
  /** The pass could not be made; its session is lost. */
  onError(error: unknown): void;
  /** The next pass may begin, after its pause. */
  onEnd(): void;
}

/** One of the sessions that compute slices; it is opened for a pass and closed after it. */
export interface SliceSession {
  readonly isBusy: boolean;
  /** When the next pass may begin, by `performance.now()`. */
  readonly pausesUntilMs: number;
  /** Begins a pass. */
  begin(): void;
  /** The pass under way may take so long to end; then its session is left to itself. */
  leave(graceMs: number): Promise<void>;
}

export function createSliceSession(connection: Connection, options: SliceSessionOptions): SliceSession {
  let pass: {readonly client: Client; readonly ended: Promise<void>} | null = null;
  let pausesUntilMs = 0;

  async function run(client: Client): Promise<void> {
    const startedMs = performance.now();
    try {
      const done = await runSlicePass(client, options.cancel);
      options.onPass(done, performance.now() - startedMs);
    } catch (error) {
      options.onError(error);
    }
    const pauseMs = (performance.now() - startedMs) * pauseShare;
    await endClient(client, 0).catch(() => {});
    pausesUntilMs = performance.now() + Math.min(Math.max(pauseMs, leastPauseMs), longestPauseMs);
    pass = null;
    options.onEnd();
  }

  return {
    get isBusy() {
      return pass !== null;
    },
    get pausesUntilMs() {
      return pausesUntilMs;
    },
    begin() {
      const client = openClient(connection, {
        applicationName: 'lanewatch slices',
        max: 1,
        schema: options.schema,
        lockTimeoutMs,
      });
      pass = {client, ended: run(client)};
    },
    async leave(graceMs) {
      if (pass === null) return;
      const {client, ended} = pass;
      await endClient(client, graceMs).catch(() => {});
      await ended;
    },
  };
}
