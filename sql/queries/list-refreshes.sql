-- Question: what did the latest refreshes do?
-- Privilege: analytics_reader. Cost: the newest rows by primary key. Version: 14.
-- $1 view or null, $2 how many.
select
  id::float8 as refresh_id,
  view_name,
  cause,
  status,
  started_at,
  finished_at,
  duration_ms::float8 as duration_ms,
  row_count::float8 as row_count,
  left(error, 2000) as error,
  sqlstate
from analytics_refresh_log
where $1::text is null or view_name = $1::text
order by id desc
limit $2::int
