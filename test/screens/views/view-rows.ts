import type {HealthInstallationRow} from '../../../src/queries/health-installation.ts';
import type {HealthViewLogRow} from '../../../src/queries/health-view-log.ts';
import type {HealthViewsRow} from '../../../src/queries/health-views.ts';
import type {ListTwinsRow} from '../../../src/queries/list-twins.ts';
import type {ListViewRunsRow} from '../../../src/queries/list-view-runs.ts';
import type {TwinStateRow} from '../../../src/queries/twin-state.ts';
import type {ViewRelation, ViewRelationsRow} from '../../../src/queries/view-relations.ts';

/** A moment so many minutes and a little more ago; the rows carry the server's clock, which is ours here. */
export function minutesAgo(minutes: number): Date {
  return new Date(Date.now() - minutes * 60_000 - 5000);
}

export function viewRow(view_name: string, rest: Partial<HealthViewsRow> = {}): HealthViewsRow {
  return {
    schema_name: 'public',
    view_name,
    is_pipeline: view_name.startsWith('mv_'),
    populated: true,
    has_usable_index: true,
    key_columns: ['agent_id'],
    live_rows: 900,
    dead_rows: 100,
    changed_rows: 1000,
    size_bytes: 89 * 1024 * 1024,
    last_vacuum_at: minutesAgo(60),
    refreshing_pid: null,
    refreshing_since: null,
    blocks_readers: false,
    is_waiting: false,
    waiting_since: null,
    blocked_by: [],
    ...rest,
  };
}

export function logRow(
  view_name: string,
  dataFrom: Date | null,
  rest: Partial<HealthViewLogRow> = {},
): HealthViewLogRow {
  return {
    view_name,
    data_from: dataFrom,
    oldest_unseen_event_at: null,
    newest_event_at: null,
    failure_streak: 0,
    failing_since: null,
    last_error: null,
    failure_count: 0,
    last_duration_ms: 3900,
    p95_duration_ms: 4400,
    running_since: null,
    ...rest,
  };
}

/** Good refreshes ten minutes apart, the newest at `dataFrom`. */
export function runsRow(
  view_name: string,
  dataFrom: Date,
  rest: ListViewRunsRow['runs'] = [],
): ListViewRunsRow {
  const good = [3900, 3800, 3700, 3600].map((durationMs, index): ListViewRunsRow['runs'][number] => [
    400 - index,
    index === 0 ? 'event' : 'cron',
    'succeeded',
    dataFrom.getTime() - index * 600_000,
    durationMs,
    868_443,
    null,
    77,
  ]);
  return {view_name, runs: [...rest, ...good]};
}

export function relation(name: string, kind = 'r'): ViewRelation {
  return {schema: 'public', name, kind};
}

export function relationsRow(
  view_name: string,
  reads: readonly ViewRelation[],
  rest: Partial<ViewRelationsRow> = {},
): ViewRelationsRow {
  return {
    schema_name: 'public',
    view_name,
    owner: 'analytics_owner',
    may_refresh: true,
    reads: [...reads],
    read_by: [],
    server_now: new Date(),
    ...rest,
  };
}

export function installationRow(): HealthInstallationRow {
  return {
    workers: [
      {
        host: 'w1',
        processId: 9,
        isLeader: true,
        runsScheduler: false,
        state: 'idle',
        heartbeatMs: Date.now() - 2000,
        stoppedMs: null,
      },
    ],
    waiting_count: 0,
    oldest_waiting_at: null,
    silent_triggers: [],
    scored_count: 100,
    malformed_count: 0,
    malformed_challenge_count: 0,
    example_submission_id: null,
    counted_at: minutesAgo(2),
    alert_channels: [],
  };
}

/** Twins that are filled and followed. */
export function twinStateRow(rest: Partial<TwinStateRow> = {}): TwinStateRow {
  const now = new Date();
  return {
    is_complete: true,
    shown_until: now,
    waiting_count: 0,
    scheduled_from: minutesAgo(2),
    failing_count: 0,
    failing_attempts: null,
    failing_challenge_id: null,
    failing_error: 'boom',
    verified_at: minutesAgo(60),
    differing_slices: 0,
    differing_rows: 0,
    server_now: now,
    ...rest,
  };
}

export function twinRow(view_name: string): ListTwinsRow {
  return {
    view_name,
    twin_name: view_name.replace('mv_', 'analytics_'),
    live_rows: 3488,
    computed_count: 12,
    slice_count: 12,
    latest_at: minutesAgo(1),
    latest_ms: 12,
  };
}
