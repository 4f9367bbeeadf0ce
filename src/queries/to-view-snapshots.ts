import {type Known, known} from '../health/known.ts';
import type {ViewLog, ViewSnapshot} from '../health/snapshot/views.ts';
import type {HealthViewLogRow} from './health-view-log.ts';
import type {HealthViewsRow} from './health-views.ts';

export interface ViewAnswers {
  readonly views: Known<readonly HealthViewsRow[]>;
  /** Empty where the pipeline is not installed. */
  readonly log: Known<readonly HealthViewLogRow[]>;
}

/** Every materialized view of the database, the pipeline's with what its log tells. */
export function toViewSnapshots({views, log}: ViewAnswers, schema: string): Known<readonly ViewSnapshot[]> {
  if (!views.known) return views;
  const logs = new Map((log.known ? log.value : []).map(row => [row.view_name, toLog(row)]));
  return known(views.value.map(row => toView(row, {logs, schema})));
}

/** The log is that of the pipeline in `schema`; a view of another one may have the same name. */
export function toView(
  row: HealthViewsRow,
  {logs, schema}: {logs: ReadonlyMap<string, ViewLog>; schema: string},
): ViewSnapshot {
  const isOwn = row.is_pipeline && row.schema_name === schema;
  const log = isOwn ? (logs.get(row.view_name) ?? null) : null;
  return {
    schema: row.schema_name,
    name: row.view_name,
    isPipeline: isOwn,
    ...(row.is_pipeline && !isOwn ? {isOfAnother: true} : {}),
    isPopulated: row.populated,
    hasUsableIndex: row.has_usable_index,
    keyColumns: row.key_columns,
    liveRows: row.live_rows,
    deadRows: row.dead_rows,
    changedRows: row.changed_rows,
    sizeBytes: row.size_bytes,
    lastVacuumAt: row.last_vacuum_at,
    refreshing:
      row.refreshing_pid === null
        ? null
        : {
            pid: row.refreshing_pid,
            since: row.refreshing_since ?? log?.runningSince ?? null,
            blocksReaders: row.blocks_readers,
            waiting: row.is_waiting ? {since: row.waiting_since, blockedBy: row.blocked_by} : null,
          },
    log,
  };
}

export function toLog(row: HealthViewLogRow): ViewLog {
  return {
    dataFrom: row.data_from,
    oldestUnseenEventAt: row.oldest_unseen_event_at,
    newestEventAt: row.newest_event_at,
    failureStreak: row.failure_streak,
    failingSince: row.failing_since,
    lastError: row.last_error,
    failureCount: row.failure_count,
    lastDurationMs: row.last_duration_ms,
    p95DurationMs: row.p95_duration_ms,
    runningSince: row.running_since,
  };
}
