-- One job in each state that the Cron screen knows, but for UNKNOWN. $1 is the process number of a
-- session that stands for a run at work. No worker runs them: what is due stays due.
with job (name, schedule, command, is_active, nth) as (
  values
    ('export-weekly-digest', '0 * * * *', 'INSERT INTO digest SELECT * FROM weekly', true, 1),
    ('refresh-weakness-patterns', '*/30 * * * *', 'CALL analytics_refresh(''mv_weakness_patterns'')', true, 2),
    ('sync-bouts', '*/5 * * * *', 'SELECT sync_bouts()', true, 3),
    ('count-visitors', '* * * * *', 'SELECT count_visitors()', true, 4),
    ('rebuild-search', '* * * * *', 'REINDEX TABLE search', true, 5),
    ('send-mail', '0 0 1 1 *', 'SELECT send_mail()', true, 6),
    ('refresh-agent-progress', '0 * * * *', 'CALL analytics_refresh(''mv_agent_progress'')', false, 7),
    ('close-the-year', '0 0 31 2 *', 'SELECT close_year()', true, 8),
    ('greet-on-monday', '0 9 * * mon', 'SELECT greet()', true, 9),
    ('purge-cron-history', '15 3 1 1 *', 'DELETE FROM lanewatch_cron.job_run_details', true, 10),
    ('export-archive', '0 2 1 1 *', 'CALL export_archive()', true, 11)
),
made as (
  insert into lanewatch_cron.job (jobname, schedule, command, active)
  select name, schedule, command, is_active from job
  returning jobid, jobname
),
minute (present) as (
  select date_trunc('minute', now())
),
run (nth, status, started_at, took, message, pid) as (
  select 1, 'failed', date_trunc('hour', now()) - n * interval '1 hour', interval '40 ms',
    'ERROR:  relation "digest" does not exist', null::int
  from generate_series(0, 6) as n
  union all
  select 1, 'succeeded', date_trunc('hour', now()) - n * interval '1 hour', interval '45 ms', 'INSERT 0 80', null
  from generate_series(7, 19) as n
  union all
  select 2, 'succeeded', date_trunc('hour', now()) - interval '9 hours' - n * interval '30 min', interval '4 s', 'CALL', null
  from generate_series(0, 19) as n
  union all
  select 3, 'running', now() - interval '3 min', null, null, 1
  union all
  select 3, 'succeeded', now() - n * interval '5 min', interval '2 s', '1 row', null from generate_series(2, 14) as n
  union all
  select 4, 'succeeded', present - n * interval '1 min', interval '12 ms', '1 row', null
  from minute, generate_series(1, 20) as n
  union all
  select 5, 'succeeded', now() - interval '80 s', interval '76 s', 'REINDEX', null
  union all
  select 6, 'running', now(), null, null, $1::int
  union all
  select 7, 'succeeded', date_trunc('hour', now()) - n * interval '1 hour', interval '6 s', 'CALL', null
  from generate_series(3, 22) as n
  union all
  select 10, case when n % 2 = 0 then 'failed' else 'succeeded' end, now() - n * interval '3 days', interval '2 s',
    case when n % 2 = 0 then 'ERROR:  deadlock detected' else 'DELETE 1400' end, null
  from generate_series(1, 12) as n
  union all
  select 11, 'running', now(), null, null, $1::int
  union all
  select 11, 'succeeded', now() - n * interval '1 year', interval '120 ms', 'CALL', null
  from generate_series(1, 6) as n
)
insert into lanewatch_cron.job_run_details
  (jobid, job_pid, database, username, command, status, return_message, start_time, end_time)
select
  made.jobid, run.pid, current_database(), current_user, job.command, run.status, run.message, run.started_at,
  run.started_at + run.took
from run
join job on job.nth = run.nth
join made on made.jobname = job.name
order by run.started_at
