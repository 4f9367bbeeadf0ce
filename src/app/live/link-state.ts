import {setTimeout as delay} from 'node:timers/promises';
import type {Problem} from '../../db/problem.ts';

/** A question that takes so long that it is asked less often than the interval says. */
export interface SlowQuestion {
  readonly name: string;
  readonly everyMs: number;
}

/** The link to the server, as the header shows it. */
export interface Link {
  readonly state: 'connecting' | 'live' | 'offline';
  readonly since: Date;
  readonly retryAt: Date | null;
  readonly problem: Problem | null;
  /** The slowest question that lowered its own rate. */
  readonly slow: SlowQuestion | null;
}

/** Between two attempts of one question, also where others are answered. */
const shortestRestMs = 250;

/**
 * The link as all questions together see it. It is lost with the first that cannot be asked, and back when each that
 * was lost is answered again or no longer asked: one that is answered meanwhile does not make it flicker.
 */
export class LinkState {
  #link: Link = {state: 'connecting', since: new Date(), retryAt: null, problem: null, slow: null};
  /** What was lost, and until when that counts. */
  #lost = new Map<string, number>();
  #slow = new Map<string, SlowQuestion>();
  #sleepers = new Set<AbortController>();

  current(): Link {
    return this.#link;
  }

  /** The server answered, if only with a refusal. */
  heard(source: string): void {
    this.#lost.delete(source);
    for (const sleeper of this.#sleepers) sleeper.abort();
    const now = Date.now();
    for (const [other, untilMs] of this.#lost) if (untilMs < now) this.#lost.delete(other);
    if (this.#lost.size === 0 && this.#link.state !== 'live') this.#become('live', null);
  }

  /** The source could not be asked. That counts until it is heard, forgotten, or `forMs` have gone by. */
  lost(source: string, problem: Problem, forMs: number): void {
    this.#lost.set(source, Date.now() + forMs);
    this.#become('offline', problem);
  }

  /** The source is no longer asked. */
  forget(source: string): void {
    this.#lost.delete(source);
  }

  retryAt(date: Date): void {
    this.#link = {...this.#link, retryAt: date};
  }

  /** Notes that a question lowered its rate, or with null that it did not; gives whether that is news. */
  pace(source: string, slow: SlowQuestion | null): boolean {
    if (slow) this.#slow.set(source, slow);
    else this.#slow.delete(source);
    const slowest = [...this.#slow.values()].sort((one, other) => other.everyMs - one.everyMs)[0] ?? null;
    const before = this.#link.slow;
    if (slowest?.name === before?.name && slowest?.everyMs === before?.everyMs) return false;
    this.#link = {...this.#link, slow: slowest};
    return true;
  }

  /** Waits before the next attempt of a question that was lost: less where another one is heard meanwhile. */
  async rest(ms: number, signal: AbortSignal): Promise<void> {
    const sleeper = new AbortController();
    await delay(Math.min(ms, shortestRestMs), undefined, {signal}).catch(() => {});
    this.#sleepers.add(sleeper);
    await delay(Math.max(0, ms - shortestRestMs), undefined, {
      signal: AbortSignal.any([signal, sleeper.signal]),
    }).catch(() => {});
    this.#sleepers.delete(sleeper);
  }

  #become(state: Link['state'], problem: Problem | null): void {
    const since = state === this.#link.state ? this.#link.since : new Date();
    this.#link = {...this.#link, state, since, retryAt: null, problem};
  }
}
