-- Question: how old is what each pipeline view shows?
-- Privilege: analytics_reader. Cost: the newest good refresh of four views by index. Version: 14.
-- Data age counts from started_at, the moment whose data the view shows.
select
  view.matviewname::text as view_name,
  view.ispopulated as populated,
  good.started_at as data_from,
  good.duration_ms::float8 as duration_ms,
  good.row_count::float8 as row_count,
  running.started_at as refreshing_since,
  now() as server_now
from pg_matviews as view
left join lateral (
  select started_at, duration_ms, row_count
  from analytics_refresh_log
  where view_name = view.matviewname and status = 'succeeded'
  order by started_at desc
  limit 1
) as good on true
left join lateral (
  select started_at
  from analytics_refresh_log
  where view_name = view.matviewname and status = 'running'
  order by started_at desc
  limit 1
) as running on true
where view.schemaname = any (current_schemas(false)) and view.matviewname like 'mv\_%'
order by view.matviewname
limit 100
