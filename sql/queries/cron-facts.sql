-- Question: what runs the cron jobs, is it well, and how much of it may this role see?
-- Privilege: none; what the role may not see is null. Cost: catalogues and pg_stat_activity, 1 ms. Version: 14.
-- No table of pg_cron is opened, so that this is answered also while one of them is locked.
with home as (
  select
    oid, nspname, has_schema_privilege(oid, 'usage') as usable
  from pg_namespace
  where nspname = case
    when exists (select from pg_extension where extname = 'pg_cron') then 'cron' else 'lanewatch_cron'
  end
),
kept as (
  select
    pg_class.oid, relname, relowner, reltuples, relpages, home.usable,
    has_table_privilege(pg_class.oid, 'select') as readable,
    -- Row security that a policy for us opens for all rows hides nothing.
    row_security_active(pg_class.oid) and not exists (
      select from pg_policy
      where polrelid = pg_class.oid and polcmd in ('r', '*') and polpermissive
        and pg_get_expr(polqual, polrelid) = 'true'
        and exists (
          select from unnest(polroles) as role
          where role = 0 or pg_has_role(current_user, role, 'usage')
        )
    ) as hides_rows
  from home
  join pg_class on relnamespace = home.oid
  where relname in ('job', 'job_run_details')
),
setting as (
  select coalesce(jsonb_agg(jsonb_build_array(name, setting)), '[]') as all_settings
  from pg_settings
  where name like 'cron.%'
),
scheduler as (
  select pid, backend_start, wait_event_type, wait_event
  from pg_stat_activity
  where application_name = case
    when (select nspname from home) = 'lanewatch_cron' then 'lanewatch scheduler' else 'pg_cron scheduler'
  end
    and (datname is null or (select nspname from home) is distinct from 'lanewatch_cron' or datname = current_database())
  order by backend_start desc nulls last
  limit 1
)
select
  current_setting('server_version') as server_version,
  current_setting('server_version_num')::int as server_version_num,
  current_database()::text as database,
  current_user::text as username,
  pg_is_in_recovery() as in_recovery,
  pg_postmaster_start_time() as server_started_at,
  (select nspname::text from home) as cron_schema,
  (select extversion from pg_extension where extname = 'pg_cron') as pg_cron_version,
  coalesce((select usable and readable from kept where relname = 'job'), false) as may_see_jobs,
  coalesce((select usable and readable from kept where relname = 'job_run_details'), false) as may_see_runs,
  coalesce((select hides_rows from kept where relname = 'job'), false) as hides_jobs,
  coalesce((select hides_rows from kept where relname = 'job_run_details'), false) as hides_runs,
  pg_has_role(current_user, 'pg_read_all_stats', 'usage') as may_see_activity,
  pg_has_role(current_user, 'pg_read_all_settings', 'usage') as may_see_settings,
  setting.all_settings as settings,
  scheduler.pid as scheduler_pid,
  scheduler.backend_start as scheduler_started_at,
  scheduler.wait_event_type as scheduler_wait_event_type,
  scheduler.wait_event as scheduler_wait_event,
  coalesce(
    (select jsonb_agg(pid) from unnest(pg_blocking_pids(scheduler.pid)) as pid), '[]'
  ) as scheduler_blocked_by,
  coalesce((select greatest(reltuples, 0) from kept where relname = 'job_run_details'), 0)::float8
    as history_rows,
  coalesce((select relpages from kept where relname = 'job_run_details'), 0)::float8
    * current_setting('block_size')::float8 as history_bytes,
  exists (
    select
    from pg_index
    join kept on kept.oid = indrelid and relname = 'job_run_details'
    join pg_attribute on attrelid = indrelid and attnum = indkey[0] and attname = 'jobid'
    where indisvalid
  ) as has_job_index,
  coalesce((
    select pg_has_role(current_user, relowner, 'usage') from kept where relname = 'job_run_details'
  ), false) as owns_history,
  (
    select last_value::float8 from pg_sequences
    where schemaname = (select nspname from home) and sequencename = 'runid_seq'
  ) as last_run_id,
  (
    select last_value::float8 from pg_sequences
    where schemaname = (select nspname from home) and sequencename = 'jobid_seq'
  ) as last_job_id,
  clock_timestamp() as server_now
from setting
left join scheduler on true
