-- A plausible past for the jobs: what ran at the fires given as $1, a JSON array of {"jobId", "firesMs": [epoch ms]}.
-- Durations are those of the job with some luck, cut off at the present; the digest's table has been missing for the last
-- 40 minutes.
with fire as (
  select
    job.jobid, job.jobname::text as job_name, job.command, job.database, job.username,
    to_timestamp(fire_ms::text::float8 / 1000) as due_at,
    lanewatch_demo.noise(seed, concat_ws(' ', 'took', job.jobname, fire_ms)) as luck
  from lanewatch_demo.world, jsonb_to_recordset($1::text::jsonb) as past ("jobId" bigint, "firesMs" jsonb)
  join lanewatch_cron.job on job.jobid = past."jobId"
  cross join lateral jsonb_array_elements(past."firesMs") as fire_ms
), run as (
  select
    *,
    job_name = 'export-weekly-digest' and due_at > now() - interval '40 minutes' as has_failed,
    least(due_at + luck * interval '30 ms', now()) as started_at,
    interval '1 ms' * (1 + luck * luck) * case
      when job_name = 'refresh-weakness-patterns' then 310
      when job_name like 'refresh-%' then 140
      when job_name like 'rebuild-%' then 2400
      when job_name = 'export-weekly-digest' then 45
      else 12
    end as took
  from fire
), logged as (
  insert into analytics_refresh_log
    (view_name, cause, status, started_at, finished_at, duration_ms, row_count, backend_pid)
  select
    target.view_name, 'cron', 'succeeded', started_at, least(started_at + took, now()), extract(epoch from took) * 1000,
    nullif(pg_class.reltuples, -1)::int, 0
  from run
  cross join lateral (select substring(command from 'mv_\w+') as view_name) as target
  join pg_class on pg_class.relname = target.view_name
  where job_name like 'refresh-%'
  order by started_at
)
insert into lanewatch_cron.job_run_details
  (jobid, job_pid, database, username, command, status, return_message, start_time, end_time)
select
  jobid, 20000 + (luck * 9000)::int, database, username, command,
  case when has_failed then 'failed' else 'succeeded' end,
  case
    when has_failed then 'ERROR:  relation "weekly_digest" does not exist'
    when job_name = 'export-weekly-digest' then 'INSERT 0 ' || 60 + (luck * 40)::int
    when job_name like 'rebuild-%' then 'REINDEX'
    when job_name like 'purge-%' then 'DELETE ' || 1400 + (luck * 90)::int
    else 'CALL'
  end,
  started_at, least(started_at + case when has_failed then interval '3 ms' else took end, now())
from run
order by started_at, jobid
