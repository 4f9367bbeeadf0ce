-- Question: how did the last runs of all jobs of a database end?
-- Privilege: as list-cron-jobs. Cost: the newest 20,000 runs by primary key, backwards, until enough are found.
-- Version: 14, pg_cron 1.3.
-- $1 only this database (null: all), $2 how many.
select
  run.runid::float8 as run_id,
  run.jobid::float8 as job_id,
  coalesce(job.jobname::text, 'job ' || run.jobid) as job_name,
  run.database,
  run.username,
  run.status,
  left(run.return_message, 2000) as return_message,
  run.start_time as started_at,
  run.end_time as ended_at,
  (extract(epoch from run.end_time - run.start_time) * 1000)::float8 as duration_ms
from (select * from :"cron".job_run_details order by runid desc limit 20000) as run
left join :"cron".job as job on job.jobid = run.jobid
where $1::text is null or run.database = $1::text
order by run.runid desc
limit $2::int
