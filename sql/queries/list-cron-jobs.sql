-- Question: which jobs are there, how did their last runs end, and how long do they take?
-- Privilege: SELECT on cron.job and cron.job_run_details, and sight of the rows through a policy.
-- Cost: the newest $1 runs by primary key, whatever the history holds: 2 ms a thousand. Version: 14, pg_cron 1.3.
-- A run that never began has no start_time, so runs are ordered by runid alone. How late it began at the latest is
-- told by the first run after it that did begin. Only process numbers of the newest runs are looked for.
with newest as materialized (
  -- A limit tells the planner how few these are; a bound on runid would be taken for a third of the history, and the
  -- statement compiled for it: 150 ms.
  select jobid, runid, status, start_time, end_time, job_pid
  from :"cron".job_run_details
  order by runid desc
  limit $1::bigint
),
recent as materialized (
  select
    jobid, runid, status, start_time, end_time, job_pid,
    extract(epoch from end_time - start_time) * 1000 as duration_ms,
    row_number() over (partition by jobid order by runid desc) as nth
  from newest
),
ended as (
  select *, row_number() over (partition by jobid order by runid desc) as nth_ended
  from recent
  where status in ('succeeded', 'failed')
),
outcome as (
  select
    jobid,
    max(start_time) filter (where status = 'succeeded') as last_succeeded_at,
    coalesce(min(nth_ended) filter (where status = 'succeeded') - 1, count(*)) as failure_streak,
    percentile_cont(array[0.5, 0.95]) within group (order by duration_ms)
      filter (where status = 'succeeded') as percentiles_ms
  from ended
  group by jobid
),
since as (
  select ended.jobid, min(coalesce(ended.start_time, ended.end_time)) as failing_since
  from ended
  join outcome on outcome.jobid = ended.jobid and ended.nth_ended <= outcome.failure_streak
  group by ended.jobid
),
strip as (
  select
    jobid,
    jsonb_agg(
      jsonb_build_array(
        runid, status, round(extract(epoch from start_time) * 1000), round(extract(epoch from end_time) * 1000)
      )
      order by runid desc
    ) as last_runs
  from recent
  where nth <= 20
  group by jobid
),
backend as materialized (
  select pid, backend_start, state, application_name from pg_stat_activity
)
select
  job.jobid::float8 as job_id,
  coalesce(job.jobname::text, 'job ' || job.jobid) as job_name,
  job.schedule,
  left(job.command, 500) as command,
  job.database,
  job.username,
  job.nodename as node_name,
  job.active,
  role.rolname is null as role_missing,
  coalesce(role.rolcanlogin, false) as role_may_log_in,
  pg_database.datname is null as database_missing,
  last.runid::float8 as run_id,
  last.status,
  left(message.return_message, 2000) as return_message,
  last.start_time as started_at,
  last.end_time as ended_at,
  last.duration_ms::float8 as duration_ms,
  coalesce(
    last.start_time,
    case when last.runid is not null then (
      select later.start_time from :"cron".job_run_details as later
      where later.runid > last.runid and later.start_time is not null
      order by later.runid
      limit 1
    ) end
  ) as begun_by,
  backend.pid is not null as has_backend,
  backend.backend_start as backend_started_at,
  backend.state as backend_state,
  backend.application_name as backend_application,
  outcome.last_succeeded_at,
  since.failing_since,
  coalesce(outcome.failure_streak, 0)::int as failure_streak,
  outcome.percentiles_ms[2]::float8 as p95_ms,
  outcome.percentiles_ms[1]::float8 as median_ms,
  coalesce(strip.last_runs, '[]') as last_runs,
  now() as server_now
from :"cron".job
left join recent as last on last.jobid = job.jobid and last.nth = 1
left join :"cron".job_run_details as message on message.runid = last.runid
left join outcome on outcome.jobid = job.jobid
left join since on since.jobid = job.jobid
left join strip on strip.jobid = job.jobid
left join backend on backend.pid = last.job_pid
left join pg_roles as role on role.rolname = job.username
left join pg_database on pg_database.datname = job.database
where job.database = $2::text or $2::text is null
order by job.jobid
limit 10000
