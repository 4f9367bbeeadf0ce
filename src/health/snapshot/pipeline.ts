import type {Known} from '../known.ts';

/** What is known of the pipeline, and of the database it stands or could stand in. */
export interface PipelineSnapshot {
  /** Null where lanewatch is not installed here; not known to a role that may not read its tables. */
  readonly installation: Known<InstallationSnapshot | null>;
  /** How full the server's queue of notifications is, 0 to 1. */
  readonly notifyQueueShare: number;
  /** The session that may keep the queue from being emptied: the one longest in a transaction. */
  readonly oldestTransaction: TransactionSnapshot | null;
  /** Columns of operational tables that hold what a view should compute. */
  readonly aggregateColumns: readonly ColumnName[];
  readonly missingIndexes: readonly MissingIndex[];
  /** The views that are not lanewatch's, with their text. */
  readonly definitions: readonly ViewDefinition[];
}

export interface InstallationSnapshot {
  readonly workers: readonly WorkerSnapshot[];
  readonly outbox: OutboxSnapshot;
  /** Triggers of lanewatch that are missing from submissions or bout_results, or switched off. */
  readonly silentTriggers: readonly string[];
  readonly scores: ScoreQuality | null;
  /** Null where nothing is known of live twins. */
  readonly twins: TwinsSnapshot | null;
  /** Those that the worker has sent to, or tried to. */
  readonly alertChannels: readonly AlertChannelSnapshot[];
}

/** The live twins of the views. */
export interface TwinsSnapshot {
  /** Every challenge was computed at least once; until then they are no answer. */
  readonly isComplete: boolean;
  /** They show everything that happened before. By the server's clock, as `seenAt`, when they were looked at. */
  readonly shownUntil: Date;
  readonly seenAt: Date;
  /** The same of the views, of which the oldest counts; null where no refresh is on record. */
  readonly viewsFrom: Date | null;
  /** Challenges with changes that are not in the twins yet. */
  readonly waitingCount: number;
  /** Of the last comparison with the views; what differed waits to be computed anew. */
  readonly verifiedAt: Date | null;
  readonly differingSlices: number;
  readonly differingRows: number;
  /** Challenges that were set aside because their numbers cannot be computed, and the one that failed most often. */
  readonly failingCount: number;
  readonly failing: {readonly challengeId: string; readonly attempts: number; readonly error: string} | null;
}

export interface AlertChannelSnapshot {
  readonly name: string;
  /** Null while it works. */
  readonly failingSince: Date | null;
  /** Tries in a row that failed. */
  readonly failureCount: number;
  readonly lastError: string | null;
}

export interface WorkerSnapshot {
  readonly host: string;
  readonly processId: number;
  readonly isLeader: boolean;
  readonly runsScheduler: boolean;
  readonly state: string;
  readonly heartbeatAt: Date;
  readonly stoppedAt: Date | null;
}

export interface OutboxSnapshot {
  /** Rows that no refresh has covered, counted up to `countedAtMost`. */
  readonly waitingCount: number;
  readonly countedAtMost: number;
  readonly oldestWaitingAt: Date | null;
}

/** Scored submissions whose lanes the views leave out. */
export interface ScoreQuality {
  readonly scoredCount: number;
  readonly malformedCount: number;
  readonly challengeCount: number;
  readonly exampleSubmissionId: string | null;
  readonly countedAt: Date;
}

export interface TransactionSnapshot {
  readonly pid: number;
  readonly user: string;
  readonly application: string;
  readonly state: string;
  readonly since: Date;
}

export interface ColumnName {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

/** An index that reads of single submissions need and that no valid index begins with. */
export interface MissingIndex {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
  /** By the statistics of the server. */
  readonly rowCount: number;
  /** Its indexes are made on each partition; none can be made on all of them without a lock. */
  readonly isPartitioned?: boolean;
}

export interface ViewDefinition {
  readonly schema: string;
  readonly name: string;
  readonly isMaterialized: boolean;
  /** As Postgres writes it; null while someone holds a lock that reading it would have to wait for. */
  readonly text: string | null;
  /** A column named challenge_id is among those of the relations that it reads. */
  readonly readsChallenges: boolean;
  /** It truncates a time with a zone by the zone of whoever asks. */
  readonly truncatesInSessionZone: boolean;
}
