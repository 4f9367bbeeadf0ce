-- Action: say that this worker is alive and what it does.
-- $1 id, $2 host, $3 process, $4 version, $5 leads, $6 schedules, $7 state, $8 view, $9 refreshed, $10 failed,
-- $11 last error, $12 whether it has stopped.
insert into analytics_worker as worker (
  worker_id, host_name, process_id, version, is_leader, runs_scheduler, state, refreshing_view,
  refreshed_count, failed_count, last_error, last_error_at
)
values (
  $1::uuid, $2::text, $3::int, $4::text, $5::boolean, $6::boolean, $7::text, $8::text,
  $9::int, $10::int, $11::text, case when $11::text is not null then clock_timestamp() end
)
on conflict (worker_id) do update
set is_leader = excluded.is_leader, runs_scheduler = excluded.runs_scheduler, state = excluded.state,
  refreshing_view = excluded.refreshing_view, refreshed_count = excluded.refreshed_count,
  failed_count = excluded.failed_count,
  last_error = coalesce(excluded.last_error, worker.last_error),
  last_error_at = case
    when excluded.failed_count > worker.failed_count then excluded.last_error_at else worker.last_error_at
  end,
  heartbeat_at = clock_timestamp(),
  stopped_at = case when $12::boolean then clock_timestamp() end
