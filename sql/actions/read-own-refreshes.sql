-- Action: what this session has written into the log of refreshes, oldest first. $1 only rows after this one.
select
  id as refresh_id,
  view_name,
  cause,
  status,
  duration_ms,
  row_count,
  left(error, 2000) as error
from analytics_refresh_log
where backend_pid = pg_backend_pid()
  and id > $1::int
  -- The number of a session that ended long ago may have been given again.
  and started_at >= (select backend_start from pg_stat_activity where pid = pg_backend_pid())
order by id
