-- Question: how did the latest refreshes of each pipeline view end, and how long did they take?
-- Privilege: analytics_reader. Cost: by index, at most the newest 20 refreshes of each view. Version: 14.
-- Newest first: number, cause, status, start and length in ms, rows, error, session.
select
  class.relname as view_name,
  coalesce((
    select jsonb_agg(
      jsonb_build_array(
        latest.id, latest.cause, latest.status, extract(epoch from latest.started_at) * 1000, latest.duration_ms,
        latest.row_count, left(latest.error, 500), latest.backend_pid
      )
      order by latest.started_at desc, latest.id desc
    )
    from (
      select log.*
      from analytics_refresh_log as log
      where log.view_name = class.relname
      order by log.started_at desc
      limit 20
    ) as latest
  ), '[]') as runs
from pg_class as class
where class.relkind = 'm' and class.relname like 'mv\_%'
  and class.relnamespace = (select relnamespace from pg_class where oid = to_regclass('analytics_refresh_log'))
order by class.relname
limit 100
