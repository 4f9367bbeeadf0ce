-- Action: write down how a job's run has ended.
-- $1 run, $2 status, $3 message.
update lanewatch_cron.job_run_details
set status = $2::text, return_message = $3::text, end_time = clock_timestamp()
where runid = $1::bigint
