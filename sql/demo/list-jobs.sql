-- The jobs whose past the demo makes up.
select jobid::float8 as job_id, jobname as job_name, schedule from lanewatch_cron.job order by jobid
