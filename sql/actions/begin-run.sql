-- Action: write down that a job's run has begun.
-- $1 job, $2 process of its session, $3 database, $4 role, $5 command.
insert into lanewatch_cron.job_run_details (jobid, job_pid, database, username, command, status, start_time)
values ($1::bigint, $2::int, $3::text, $4::text, $5::text, 'running', clock_timestamp())
returning runid::float8 as run_id
