-- Action: end the session that leads where it has been silent for too long: its program hangs, or its link is dead.
-- $1 what is led, $2 the longest silence in ms. Sessions of other roles show no times and are left alone.
-- Found first and ended then: in a WHERE clause the planner could end sessions before it has compared the others.
with silent as materialized (
  select activity.pid
  from pg_locks as lock
  join pg_stat_activity as activity on activity.pid = lock.pid
  where lock.locktype = 'advisory' and lock.granted and lock.objsubid = 1
    and lock.database = (select oid from pg_database where datname = current_database())
    and ((lock.classid::bigint << 32) | lock.objid::bigint) = hashtextextended('lanewatch ' || $1::text, 0)
    and activity.state_change < clock_timestamp() - $2::float8 * interval '1 ms'
)
select pid as backend_pid, pg_terminate_backend(pid) as is_ended from silent
