/** What is known of one materialized view, the pipeline's or anyone's. All times are of the server's clock. */
export interface ViewSnapshot {
  readonly schema: string;
  readonly name: string;
  /** One of lanewatch's own: refreshed by `analytics_refresh` and written to its log. */
  readonly isPipeline: boolean;
  /** Of another pipeline than the one that was named: its log is not read. */
  readonly isOfAnother?: true;
  readonly isPopulated: boolean;
  /** Unique, on plain columns, valid and without a condition: what CONCURRENTLY needs. */
  readonly hasUsableIndex: boolean;
  /** Columns that look like the key of a row, for the index to suggest. May be empty. */
  readonly keyColumns: readonly string[];
  /** By the statistics of the server; 0 where it has none yet. */
  readonly liveRows: number;
  readonly deadRows: number;
  /** Rows written since the server's counters began: a view that never changes needs no vacuum. */
  readonly changedRows: number;
  readonly sizeBytes: number;
  readonly lastVacuumAt: Date | null;
  /** A refresh that is under way, as the locks on the view tell. */
  readonly refreshing: ViewRefreshing | null;
  /** What the pipeline's log tells; null for views that are not the pipeline's, or where the log may not be read. */
  readonly log: ViewLog | null;
}

/** Who holds or awaits the lock that a refresh takes. */
export interface ViewRefreshing {
  readonly pid: number;
  /** Null where the role may not see when other sessions began. */
  readonly since: Date | null;
  /** It blocks readers: a plain REFRESH, or another statement that locks as hard. */
  readonly blocksReaders: boolean;
  /** Set while it waits for a lock: since when, and for whom. */
  readonly waiting: {readonly since: Date | null; readonly blockedBy: readonly ViewBlocker[]} | null;
}

export interface ViewBlocker {
  readonly pid: number;
  readonly user: string;
  readonly application: string;
  /** `active`, `idle in transaction` …; empty where the role may not see it. */
  readonly state: string;
}

/** What analytics_refresh_log and the outbox tell of one view. */
export interface ViewLog {
  /** Whose data the view shows: the start of its last good refresh. */
  readonly dataFrom: Date | null;
  /** The first event that the view does not show yet, and the newest one. */
  readonly oldestUnseenEventAt: Date | null;
  readonly newestEventAt: Date | null;
  /** Failed refreshes since the last good one. */
  readonly failureStreak: number;
  readonly failingSince: Date | null;
  readonly lastError: string | null;
  /** Failures that the log still holds. */
  readonly failureCount: number;
  /** How long the last good refresh took, and 95 of 100 of the latest twenty. */
  readonly lastDurationMs: number | null;
  readonly p95DurationMs: number | null;
  /** The start of a refresh that the log says is running. */
  readonly runningSince: Date | null;
}
