-- Action: say of runs whose scheduler is gone that they failed, as pg_cron does when its launcher starts.
-- $1 the numbers of the runs that are this scheduler's own, as a JSON array. The end is not known and stays empty.
update lanewatch_cron.job_run_details
set status = 'failed', return_message = 'server restarted'
where status in ('starting', 'running')
  and not $1::text::jsonb @> to_jsonb(runid)
