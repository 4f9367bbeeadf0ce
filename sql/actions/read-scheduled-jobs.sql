-- Action: what the scheduler has to run, with the server's clock, which is the one that counts.
select
  (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms,
  coalesce(
    (
      select jsonb_agg(jsonb_build_object(
        'jobId', jobid, 'jobName', jobname, 'schedule', schedule, 'command', command,
        'database', database, 'username', username, 'isActive', active
      ) order by jobid)
      from lanewatch_cron.job
    ),
    '[]'
  ) as jobs
