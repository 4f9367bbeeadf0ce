-- Question: how old is what the pipeline's views show, and how do their refreshes end?
-- Privilege: analytics_reader. Cost: by index, at most the newest 1,000 refreshes of each view. Version: 14.
-- Data age counts from started_at, the moment whose data the view shows.
select
  class.relname as view_name,
  good.started_at as data_from,
  (
    select event.queued_at
    from analytics_refresh_queue as event
    where event.queued_at > good.started_at
    order by event.queued_at
    limit 1
  ) as oldest_unseen_event_at,
  (select max(event.queued_at) from analytics_refresh_queue as event) as newest_event_at,
  coalesce(recent.failure_streak, 0)::int as failure_streak,
  recent.failing_since,
  (
    select left(log.error, 2000)
    from analytics_refresh_log as log
    where log.view_name = class.relname and log.status = 'failed' and log.started_at = recent.failed_at
    order by log.id desc
    limit 1
  ) as last_error,
  coalesce(recent.failure_count, 0)::int as failure_count,
  good.duration_ms::float8 as last_duration_ms,
  (
    select percentile_cont(0.95) within group (order by latest.duration_ms)
    from (
      select log.duration_ms
      from analytics_refresh_log as log
      where log.view_name = class.relname and log.status = 'succeeded'
      order by log.started_at desc
      limit 20
    ) as latest
  )::float8 as p95_duration_ms,
  running.started_at as running_since
from pg_class as class
left join lateral (
  select log.started_at, log.duration_ms
  from analytics_refresh_log as log
  where log.view_name = class.relname and log.status = 'succeeded'
  order by log.started_at desc
  limit 1
) as good on true
left join lateral (
  select log.started_at
  from analytics_refresh_log as log
  where log.view_name = class.relname and log.status = 'running'
  order by log.started_at desc
  limit 1
) as running on true
left join lateral (
  select
    count(*) filter (where latest.status = 'failed') as failure_count,
    count(*) filter (where latest.status = 'failed' and latest.is_after_good) as failure_streak,
    min(latest.started_at) filter (where latest.status = 'failed' and latest.is_after_good) as failing_since,
    max(latest.started_at) filter (where latest.status = 'failed' and latest.is_after_good) as failed_at
  from (
    select log.status, log.started_at, good.started_at is null or log.started_at > good.started_at as is_after_good
    from analytics_refresh_log as log
    where log.view_name = class.relname
    order by log.started_at desc
    limit 1000
  ) as latest
) as recent on true
where class.relkind = 'm' and class.relname like 'mv\_%'
  and class.relnamespace = (
    select version.relnamespace
    from pg_class as version
    join pg_namespace as namespace on namespace.oid = version.relnamespace
    where version.relname = 'analytics_schema_version' and namespace.nspname = any (current_schemas(false))
    order by array_position(current_schemas(false), namespace.nspname)
    limit 1
  )
order by class.relname
limit 100
