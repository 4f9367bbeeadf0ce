import {setTimeout as delay} from 'node:timers/promises';
import type {Client} from '../db/client.ts';
import {createLoadWatch, type LoadLimits, type Wait} from './load-watch.ts';

export interface ThrottleHooks {
  readonly signal: AbortSignal;
  /** Told when a wait begins, when its reason becomes another one, and once a minute while it lasts. */
  onWait(reason: Wait): void;
  onGoOn(waitedMs: number): void;
  /** There is a limit for the lag of standbys, and none is connected. */
  onNoStandby(): void;
}

/** Lets long work go on in small pieces, as far as standbys and the server can bear it. */
export interface Throttle {
  /** Settles when the next piece may begin, or when the work was cancelled. */
  ready(): Promise<void>;
  /** What waits have taken in all. */
  waitedMs(): number;
}

/** Between looks while it waits: short at first, for a standby that is about to catch up. */
const firstPauseMs = 50;
const longestPauseMs = 1000;
/** Shorter waits are not worth a word. */
const tellAfterMs = 500;
const repeatMs = 60_000;

/** Throws a `UserError` where the role may not see what it would have to wait for. */
export async function openThrottle(
  client: Client,
  limits: LoadLimits,
  hooks: ThrottleHooks,
): Promise<Throttle> {
  const {signal} = hooks;
  const watch = createLoadWatch(client, limits);
  let waitedMs = 0;

  async function wait(): Promise<void> {
    const startedMs = performance.now();
    const elapsedMs = () => performance.now() - startedMs;
    let told: {readonly key: string; readonly atMs: number} | undefined;
    let pauseMs = firstPauseMs;
    while (!signal.aborted) {
      await delay(pauseMs, undefined, {signal}).catch(() => {});
      const reason = await watch.look();
      if (reason === null) break;
      const key = reason.kind === 'lag' ? `lag ${reason.standby}` : 'load';
      const isNew = told?.key !== key || elapsedMs() - told.atMs >= repeatMs;
      if (isNew && elapsedMs() >= tellAfterMs) {
        told = {key, atMs: elapsedMs()};
        hooks.onWait(reason);
      }
      pauseMs = Math.min(2 * pauseMs, longestPauseMs);
    }
    waitedMs += elapsedMs();
    if (told && !signal.aborted) hooks.onGoOn(elapsedMs());
  }

  const standbyCount = await watch.begin();
  if (limits.maxLagMs !== undefined && standbyCount === 0) hooks.onNoStandby();
  return {
    waitedMs: () => waitedMs,
    async ready() {
      if ((await watch.look()) !== null) await wait();
    },
  };
}
