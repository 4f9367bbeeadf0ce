-- Action: cancel the refresh that a session has under way. $1 session, $2 the view's quoted name.
-- Only while that session still locks the view as a refresh does: its number may have been given to another by now.
select pg_cancel_backend($1::int) as cancelled
from (
  select
  from pg_locks as lock
  where lock.pid = $1::int and lock.locktype = 'relation' and lock.relation = to_regclass($2::text)
    and lock.database = (select oid from pg_database where datname = current_database())
    and lock.mode in ('ExclusiveLock', 'AccessExclusiveLock')
  limit 1
) as refresh
