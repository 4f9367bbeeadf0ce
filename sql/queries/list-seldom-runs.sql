-- Question: how did the last runs of jobs end that ran too long ago to be among the newest runs of all?
-- Privilege: as list-cron-jobs. Cost: twenty runs a job, by an index that begins with jobid; where there is none each job
-- costs a scan of the history, so do not ask. Version: 14, pg_cron 1.3. $1 the jobs, as a JSON array of numbers.
with run as materialized (
  select
    job.jobid, detail.runid, detail.status, detail.start_time, detail.end_time,
    extract(epoch from detail.end_time - detail.start_time) * 1000 as duration_ms
  from (
    select value::text::bigint as jobid from jsonb_array_elements($1::jsonb) limit 500
  ) as job
  cross join lateral (
    select runid, status, start_time, end_time
    from :"cron".job_run_details
    where job_run_details.jobid = job.jobid
    order by runid desc
    limit 20
  ) as detail
)
select
  run.jobid::float8 as job_id,
  (
    select left(newest.return_message, 2000)
    from :"cron".job_run_details as newest
    where newest.runid = max(run.runid)
  ) as return_message,
  (percentile_cont(0.95) within group (order by duration_ms) filter (where status = 'succeeded'))::float8 as p95_ms,
  (percentile_cont(0.5) within group (order by duration_ms) filter (where status = 'succeeded'))::float8 as median_ms,
  jsonb_agg(
    jsonb_build_array(
      runid, status, round(extract(epoch from start_time) * 1000), round(extract(epoch from end_time) * 1000)
    )
    order by runid desc
  ) as last_runs
from run
group by run.jobid
order by run.jobid
limit 500
