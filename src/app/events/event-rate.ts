const rateSeconds = 30;

/** Counts by the second, over the last thirty of them. */
export class EventRate {
  #counts = new Map<number, number>();
  #newest = 0;

  count(at: Date): void {
    const second = secondOf(at);
    if (second <= this.#newest - 2 * rateSeconds) return;
    this.#newest = Math.max(this.#newest, second);
    this.#counts.set(second, (this.#counts.get(second) ?? 0) + 1);
    if (this.#counts.size <= 2 * rateSeconds) return;
    for (const old of this.#counts.keys()) if (old <= this.#newest - rateSeconds) this.#counts.delete(old);
  }

  /** Oldest first; the last entry is the second that runs now. */
  perSecond(now: Date): readonly number[] {
    const first = secondOf(now) - rateSeconds + 1;
    return Array.from({length: rateSeconds}, (_, index) => this.#counts.get(first + index) ?? 0);
  }
}

function secondOf(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
