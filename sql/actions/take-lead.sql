-- Action: lead, or go on leading, under one name in this database; whoever leads keeps it until its session ends.
-- $1 what is led. Asking again in a session that leads already does not lock a second time.
with key as materialized (
  select hashtextextended('lanewatch ' || $1::text, 0) as value
),
held as materialized (
  select exists (
    select from pg_locks
    where locktype = 'advisory' and granted and pid = pg_backend_pid() and objsubid = 1
      and database = (select oid from pg_database where datname = current_database())
      and ((classid::bigint << 32) | objid::bigint) = key.value
  ) as already
  from key
)
select case when held.already then true else pg_try_advisory_lock(key.value) end as leads
from key, held
