import type {ListenEvent} from '../db/listen-state.ts';

export interface EventTotals {
  readonly kept: number;
  readonly dropped: number;
  readonly received: number;
  /** Notifications in each of the last seconds, oldest first; the last entry is the second that runs now. */
  readonly perSecond: readonly number[];
}

const capacity = 10_000;
const rateSeconds = 30;
/** Redraws are bundled: twenty a second are as live as an eye can tell. */
const bundleMs = 40;

/** The latest events, bounded. Readers take a snapshot; subscribers are called at most every 40 ms. */
export class EventStore {
  #events: ListenEvent[] = [];
  #snapshot: readonly ListenEvent[] = [];
  #dropped = 0;
  #received = 0;
  #rates = new Map<number, number>();
  #subscribers = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  add(event: ListenEvent): void {
    this.#events.push(event);
    if (event.kind === 'notification') {
      this.#received += 1;
      const second = Math.floor(event.at.getTime() / 1000);
      this.#rates.set(second, (this.#rates.get(second) ?? 0) + 1);
      if (this.#rates.size > 2 * rateSeconds) this.#forgetRatesBefore(second - rateSeconds);
    }
    // Trimmed in slabs: shifting a full array for each event would cost more than the event.
    if (this.#events.length > capacity + 1000) this.#trim();
    this.#timer ??= setTimeout(() => this.#publish(), bundleMs);
  }

  readonly subscribe = (subscriber: () => void): (() => void) => {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  };

  /** Oldest first; the same array until something new came. */
  readonly snapshot = (): readonly ListenEvent[] => this.#snapshot;

  totals(now: Date): EventTotals {
    const second = Math.floor(now.getTime() / 1000);
    return {
      kept: this.#snapshot.length,
      dropped: this.#dropped,
      received: this.#received,
      perSecond: Array.from(
        {length: rateSeconds},
        (_, index) => this.#rates.get(second - rateSeconds + 1 + index) ?? 0,
      ),
    };
  }

  #publish(): void {
    this.#timer = undefined;
    if (this.#events.length > capacity) this.#trim();
    this.#snapshot = this.#events.slice();
    for (const subscriber of this.#subscribers) subscriber();
  }

  #trim(): void {
    this.#dropped += this.#events.length - capacity;
    this.#events = this.#events.slice(-capacity);
  }

  #forgetRatesBefore(second: number): void {
    for (const old of this.#rates.keys()) if (old < second) this.#rates.delete(old);
  }
}
