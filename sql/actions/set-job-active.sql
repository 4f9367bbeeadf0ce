-- Action: pause a cron job, or let it fire again.
-- $1 job, $2 whether it shall fire.
select :"cron".alter_job(job_id => $1::bigint, active => $2::boolean)
