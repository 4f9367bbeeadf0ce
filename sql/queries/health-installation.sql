-- Question: how are the workers, the outbox, the triggers, the scores and the alerts of the pipeline?
-- Privilege: analytics_reader. Cost: by index, at most the oldest 10,000 waiting rows of the outbox. Version: 14.
with waiting as materialized (
  select queued_at
  from analytics_refresh_queue
  where taken_at is null and recomputed_at is null
  order by id
  limit 10000
)
select
  coalesce((
    select jsonb_agg(
      jsonb_build_object(
        'host', worker.host_name,
        'processId', worker.process_id,
        'isLeader', worker.is_leader,
        'runsScheduler', worker.runs_scheduler,
        'state', worker.state,
        'heartbeatMs', extract(epoch from worker.heartbeat_at) * 1000,
        'stoppedMs', extract(epoch from worker.stopped_at) * 1000
      )
      order by worker.heartbeat_at desc
    )
    from (select * from analytics_worker order by heartbeat_at desc limit 20) as worker
  ), '[]') as workers,
  (select count(*) from waiting)::int as waiting_count,
  (select min(queued_at) from waiting) as oldest_waiting_at,
  coalesce((
    select jsonb_agg(expected.name order by expected.name)
    from (values
      ('submissions', 'analytics_submissions_inserted'),
      ('submissions', 'analytics_submissions_updated'),
      ('submissions', 'analytics_submissions_deleted'),
      ('bout_results', 'analytics_bouts_inserted'),
      ('bout_results', 'analytics_bouts_updated'),
      ('bout_results', 'analytics_bouts_deleted')
    ) as expected (table_name, name)
    where not exists (
      select
      from pg_trigger as trigger
      join pg_class as class on class.oid = trigger.tgrelid
      join pg_namespace as namespace on namespace.oid = class.relnamespace
      where trigger.tgname = expected.name and trigger.tgenabled in ('O', 'A')
        and class.relname = expected.table_name and namespace.nspname = any (current_schemas(false))
    )
  ), '[]') as silent_triggers,
  coalesce((select sum(scored_count) from analytics_score_quality), 0)::float8 as scored_count,
  coalesce((select sum(malformed_count) from analytics_score_quality), 0)::float8 as malformed_count,
  (select count(*) from analytics_score_quality where malformed_count > 0)::int as malformed_challenge_count,
  (
    select example_submission_id
    from analytics_score_quality
    where malformed_count > 0
    order by malformed_count desc, challenge_id
    limit 1
  )::text as example_submission_id,
  (select max(counted_at) from analytics_score_quality) as counted_at,
  coalesce((
    select jsonb_agg(
      jsonb_build_object(
        'name', each.channel,
        'failingMs', extract(epoch from each.failing_since) * 1000,
        'failureCount', each.failure_count,
        'lastError', each.last_error
      )
      order by each.channel
    )
    from analytics_alert_channel as each
  ), '[]') as alert_channels
