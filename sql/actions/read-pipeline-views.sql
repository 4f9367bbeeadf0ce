-- Action: the pipeline views, what each reads, and when its last good refresh began (epoch in ms, server clock).
select
  c.relname::text as view_name,
  coalesce((select jsonb_agg(upstream) from analytics_upstream_views(c.relname::text) as upstream), '[]') as reads,
  (
    select extract(epoch from max(started_at)) * 1000
    from analytics_refresh_log
    where view_name = c.relname and status = 'succeeded'
  )::float8 as fresh_from_ms
from pg_class as c
where c.relkind = 'm' and c.relname like 'mv\_%'
  and c.relnamespace = (select relnamespace from pg_class where oid = to_regclass('analytics_refresh_log'))
order by c.relname
