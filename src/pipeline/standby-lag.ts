/** What the primary knows of one standby. */
export interface StandbyState {
  readonly name: string;
  /** How much of the WAL it has replayed. */
  readonly replayedBytes: number;
  /** As the standby reported it last; null where it never did. */
  readonly lagMs: number | null;
}

/** How long the WAL was, and when that was seen. */
interface Mark {
  readonly atMs: number;
  readonly walBytes: number;
}

export interface Lag {
  /** 0 of a standby that has replayed all that was there at the last look. */
  readonly ms: number;
  /** It was behind before the first look, so that it may be more. */
  readonly isAtLeast: boolean;
}

/** Enough for a quarter of an hour of looks each second. */
const mostMarks = 1000;

/**
 * How far standbys are behind, in time. Postgres tells the lag of a standby only when that reports something new, and so
 * not of one whose replay stands still: here marks are kept of how long the WAL was when, and the first of them that a
 * standby has not reached says for how long it has been behind.
 */
export class StandbyLag {
  #marks: readonly Mark[] = [];

  note(mark: Mark): void {
    if (mark.walBytes !== this.#marks.at(-1)?.walBytes)
      this.#marks = [...this.#marks.slice(-mostMarks + 1), mark];
  }

  of({replayedBytes, lagMs}: StandbyState, nowMs: number): Lag {
    const nth = this.#marks.findIndex(({walBytes}) => walBytes > replayedBytes);
    const ahead = this.#marks[nth];
    if (ahead === undefined) return {ms: 0, isAtLeast: false};
    return {ms: Math.max(nowMs - ahead.atMs, lagMs ?? 0), isAtLeast: nth === 0};
  }
}
