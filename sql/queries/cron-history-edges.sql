-- Question: how far does the history of runs go, from its oldest run to its highest number?
-- Privilege: as list-cron-jobs. Cost: both ends of the primary key, under 1 ms. Version: 14, pg_cron 1.3.
-- The first hundred runs: those that never began have no start.
select
  coalesce((select max(runid) from :"cron".job_run_details), 0)::float8 as highest_run_id,
  (
    select min(start_time)
    from (select start_time from :"cron".job_run_details order by runid limit 100) as oldest
  ) as oldest_at
