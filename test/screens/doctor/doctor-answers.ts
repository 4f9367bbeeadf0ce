import type {CronFactsRow} from '../../../src/queries/cron-facts.ts';
import type {HealthViewsRow} from '../../../src/queries/health-views.ts';
import type {Answer} from '../../support/render-monitor.tsx';

export function cronFactsRow(rest: Partial<CronFactsRow> = {}): CronFactsRow {
  return {
    server_version: '18.4',
    server_version_num: 180_004,
    database: 'lanes',
    username: 'ada',
    in_recovery: false,
    server_started_at: new Date('2026-03-01T00:00:00Z'),
    cron_schema: 'cron',
    pg_cron_version: '1.6',
    may_see_jobs: true,
    may_see_runs: true,
    hides_jobs: false,
    hides_runs: false,
    may_see_activity: true,
    may_see_settings: true,
    settings: [['cron.database_name', 'lanes']],
    scheduler_pid: 4711,
    scheduler_started_at: new Date('2026-03-01T00:00:00Z'),
    scheduler_wait_event_type: null,
    scheduler_wait_event: null,
    scheduler_blocked_by: [],
    history_rows: 0,
    history_bytes: 0,
    has_job_index: true,
    owns_history: true,
    last_run_id: 0,
    last_job_id: 0,
    server_now: new Date(),
    ...rest,
  };
}

export function viewRow(view_name: string, rest: Partial<HealthViewsRow> = {}): HealthViewsRow {
  return {
    schema_name: 'public',
    view_name,
    is_pipeline: false,
    populated: true,
    has_usable_index: true,
    key_columns: ['agent_id'],
    live_rows: 10,
    dead_rows: 0,
    changed_rows: 10,
    size_bytes: 8192,
    last_vacuum_at: null,
    refreshing_pid: null,
    refreshing_since: null,
    blocks_readers: false,
    is_waiting: false,
    waiting_since: null,
    blocked_by: [],
    ...rest,
  };
}

/** A database with one view that was never filled and one without an index. */
export function unwell(): Record<string, Answer> {
  return {
    'cron-facts': [cronFactsRow()],
    'cron-history-edges': [{highest_run_id: 0, oldest_at: null}],
    'health-views': [
      viewRow('board', {populated: false}),
      viewRow('legacy', {has_usable_index: false, key_columns: ['challenge_id', 'lane_key']}),
    ],
    'health-database': [
      {
        notify_queue_share: 0,
        transaction_pid: null,
        transaction_user: null,
        transaction_application: null,
        transaction_state: null,
        transaction_since: null,
        aggregate_columns: [],
        missing_indexes: [],
      },
    ],
  };
}
