-- Question: which jobs are there, how did their last runs end, and how long do they take?
-- Privilege: SELECT on cron.job and cron.job_run_details, and sight of the rows through a policy.
-- Cost: the newest 20,000 runs by primary key, whatever the history holds. Version: 14, pg_cron 1.3.
-- A run that never began has no start_time, so runs are ordered by runid alone.
with recent as materialized (
  select
    jobid, runid, status, return_message, start_time, end_time,
    extract(epoch from end_time - start_time) * 1000 as duration_ms,
    row_number() over (partition by jobid order by runid desc) as nth
  from :"cron".job_run_details
  where runid > (select coalesce(max(runid), 0) - 20000 from :"cron".job_run_details)
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
    percentile_cont(0.95) within group (order by duration_ms) filter (where status = 'succeeded') as p95_ms
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
  select jobid, jsonb_agg(status order by runid) as last_statuses
  from recent
  where nth <= 20
  group by jobid
)
select
  job.jobid::float8 as job_id,
  coalesce(job.jobname::text, 'job ' || job.jobid) as job_name,
  job.schedule,
  left(job.command, 4000) as command,
  job.database,
  job.username,
  job.active,
  last.runid::float8 as run_id,
  last.status,
  left(last.return_message, 2000) as return_message,
  last.start_time as started_at,
  last.end_time as ended_at,
  last.duration_ms::float8 as duration_ms,
  outcome.last_succeeded_at,
  since.failing_since,
  coalesce(outcome.failure_streak, 0)::int as failure_streak,
  outcome.p95_ms::float8 as p95_ms,
  coalesce(strip.last_statuses, '[]') as last_statuses,
  now() as server_now
from :"cron".job
left join recent as last on last.jobid = job.jobid and last.nth = 1
left join outcome on outcome.jobid = job.jobid
left join since on since.jobid = job.jobid
left join strip on strip.jobid = job.jobid
order by job.jobid
limit 10000
