import type {Client} from '../../db/client.ts';
import {readSql} from '../../db/sql-files.ts';
import type {FindingSeverity} from '../../health/finding.ts';
import type {AlertState} from './alert-state.ts';
import type {AlertMessage} from './write-message.ts';

/** A message that this worker has claimed for one channel. */
export interface ClaimedAlert {
  readonly id: number;
  /** This try included. */
  readonly attemptCount: number;
  readonly message: AlertMessage;
}

/** A worker's hold on what the alerts remember. All times are the server's. */
export interface AlertStore {
  /** Looks after the alerts, or goes on doing so; gives the server's clock, or null where another worker does. */
  hold(): Promise<Date | null>;
  release(): Promise<void>;
  read(): Promise<readonly AlertState[]>;
  /** Writes all of it or nothing, and nothing where another worker has taken over. Gives whether it was written. */
  write(change: Change): Promise<boolean>;
  claim(channel: string): Promise<ClaimedAlert | null>;
  /** `error` null: it was sent. `retryMs` null: it is given up. */
  end(alert: ClaimedAlert, error: string | null, retryMs: number | null): Promise<void>;
  /** Whether a channel works, for Doctor. */
  noteChannel(channel: string, error: string | null): Promise<void>;
  forget(): Promise<void>;
}

export interface Change {
  readonly states: readonly AlertState[];
  readonly messages: readonly AlertMessage[];
}

interface StateRow {
  readonly key: string;
  readonly rule_id: string;
  readonly object: string;
  readonly job_id: number | null;
  readonly severity: FindingSeverity;
  readonly message: string;
  readonly remedy: string;
  readonly since: Date | null;
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
  readonly seen_count: number;
  readonly unseen_count: number;
  readonly silenced_by: string | null;
  readonly told_severity: FindingSeverity | null;
  readonly last_sent_at: Date | null;
  readonly suppressed_count: number;
  readonly muted_until: Date | null;
  readonly acknowledged_until: Date | null;
  readonly resolved_at: Date | null;
}

export function openAlertStore(
  client: Client,
  {
    workerId,
    channels,
    pings,
    leadMs,
    claimMs,
  }: {
    workerId: string;
    /** Those that messages are queued for. */
    channels: readonly string[];
    /** Those that are only called. */
    pings: readonly string[];
    leadMs: number;
    claimMs: number;
  },
): AlertStore {
  // Without transactions over several statements: the driver cannot roll back one whose session is lost.
  const send = <Row extends object>(action: string, params: unknown[]) =>
    client.unsafe<Row[]>(readSql(`actions/${action}.sql`), params as never[], {prepare: true});
  return {
    async hold() {
      const [row] = await send<{now: Date}>('hold-alert-lead', [workerId, leadMs]);
      return row?.now ?? null;
    },
    async release() {
      await send('release-alert-lead', [workerId]);
    },
    async read() {
      return (await send<StateRow>('read-alert-states', [])).map(toState);
    },
    async write({states, messages}) {
      const parts = [states.map(toRow), messages, channels].map(part => JSON.stringify(part));
      return (await send('write-alert-states', [workerId, ...parts])).length > 0;
    },
    async claim(channel) {
      const [row] = await send<{id: number; attempt_count: number; message: AlertMessage}>('claim-alert', [
        workerId,
        channel,
        claimMs,
      ]);
      return row ? {id: row.id, attemptCount: row.attempt_count, message: row.message} : null;
    },
    async end({id}, error, retryMs) {
      await send('end-alert', [id, workerId, error, retryMs]);
    },
    async noteChannel(channel, error) {
      await send('note-alert-channel', [channel, error]);
    },
    async forget() {
      await send('forget-alerts', [JSON.stringify([...channels, ...pings])]);
    },
  };
}

function toState(row: StateRow): AlertState {
  return {
    key: row.key,
    ruleId: row.rule_id,
    object: row.object,
    jobId: row.job_id,
    severity: row.severity,
    message: row.message,
    remedy: row.remedy,
    since: row.since,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    seenCount: row.seen_count,
    unseenCount: row.unseen_count,
    silencedBy: row.silenced_by,
    toldSeverity: row.told_severity,
    lastSentAt: row.last_sent_at,
    suppressedCount: row.suppressed_count,
    mutedUntil: row.muted_until,
    acknowledgedUntil: row.acknowledged_until,
    resolvedAt: row.resolved_at,
  };
}

/** What people set is not written: it is theirs. */
function toRow(state: AlertState): Omit<StateRow, 'muted_until'> {
  return {
    key: state.key,
    rule_id: state.ruleId,
    object: state.object,
    job_id: state.jobId,
    severity: state.severity,
    message: state.message,
    remedy: state.remedy,
    since: state.since,
    first_seen_at: state.firstSeenAt,
    last_seen_at: state.lastSeenAt,
    seen_count: state.seenCount,
    unseen_count: state.unseenCount,
    silenced_by: state.silencedBy,
    told_severity: state.toldSeverity,
    last_sent_at: state.lastSentAt,
    suppressed_count: state.suppressedCount,
    acknowledged_until: state.acknowledgedUntil,
    resolved_at: state.resolvedAt,
  };
}
