-- Action: the pipeline views that were refreshed often since they were last vacuumed, with the command to run.
-- $1 how often. Refreshes keep autovacuum away, so that nobody else would; a view without dead rows needs none.
select
  c.relname::text as view_name,
  format('VACUUM (ANALYZE, SKIP_LOCKED) %s', c.oid::regclass) as command
from pg_class as c
join pg_stat_all_tables as stat on stat.relid = c.oid
where c.relkind = 'm' and c.relname like 'mv\_%'
  and c.relnamespace = (select relnamespace from pg_class where oid = to_regclass('analytics_refresh_log'))
  and stat.n_dead_tup > 0
  and (
    select count(*)
    from analytics_refresh_log as log
    where log.view_name = c.relname and log.status = 'succeeded'
      and log.started_at > coalesce(greatest(stat.last_vacuum, stat.last_autovacuum), '-infinity')
  ) >= $1::int
order by c.relname
