/** Why metrics are not read from the standby, but from the primary. */
export type StandbyFault =
  /** It cannot be reached, or does not let us in. */
  | {readonly kind: 'gone'; readonly what: string; readonly why: string; readonly remedy: string}
  /** It is in no recovery: the primary itself, or a standby that was promoted and goes its own way. */
  | {readonly kind: 'no-standby'}
  | {readonly kind: 'other-cluster'}
  /** So far behind that the primary is read instead. */
  | {readonly kind: 'stale'};

/** How far a standby is behind its primary. */
export interface StandbyLag {
  /** Since the primary committed what the standby shows; 0 where it shows everything. */
  readonly ms: number;
  readonly bytes: number;
  /** Someone has stopped the replay. */
  readonly isPaused: boolean;
}

/** The server that metrics are to be read from, as it was last seen. Times are of the client's clock. */
export interface StandbySnapshot {
  /** `host:port`. */
  readonly place: string;
  /** Null before the first look. */
  readonly seenAt: Date | null;
  /** Null where metrics are read from it. */
  readonly fault: StandbyFault | null;
  /** Since when the fault is there, or is not. */
  readonly since: Date;
  /** Null where it is not known, as while the primary cannot be asked. */
  readonly lag: StandbyLag | null;
}
