-- Action: the pipeline views, what each reads, and when its last good refresh began (epoch in ms, server clock). One that
-- is dated in the future, because the clock was set back, proves nothing: its view is taken for never refreshed.
select
  c.relname::text as view_name,
  coalesce((select jsonb_agg(upstream) from analytics_upstream_views(c.relname::text) as upstream), '[]') as reads,
  (
    select case when good.started_at <= clock_timestamp() then extract(epoch from good.started_at) * 1000 end
    from analytics_refresh_log as good
    where good.view_name = c.relname and good.status = 'succeeded'
    order by good.id desc
    limit 1
  )::float8 as fresh_from_ms
from pg_class as c
where c.relkind = 'm' and c.relname like 'mv\_%'
  and c.relnamespace = (select relnamespace from pg_class where oid = to_regclass('analytics_refresh_log'))
order by c.relname
