-- Question: how did the last runs of one job end?
-- Privilege: as list-cron-jobs. Cost: the newest 20,000 runs by primary key, backwards. Version: 14, pg_cron 1.3.
select
  runid::float8 as run_id,
  status,
  left(return_message, 2000) as return_message,
  start_time as started_at,
  end_time as ended_at,
  (extract(epoch from end_time - start_time) * 1000)::float8 as duration_ms
from (select * from :"cron".job_run_details order by runid desc limit 20000) as run
where jobid = $1::bigint
order by runid desc
limit $2::int
