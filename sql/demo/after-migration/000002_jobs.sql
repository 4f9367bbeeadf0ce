-- Two jobs beside the pipeline's own: one that fails, because somebody dropped the table it writes, and one paused.
select lanewatch_cron.schedule(
  'export-weekly-digest', '*/5 * * * *',
  'insert into weekly_digest (week, agent_id, submissions) '
  'select date_trunc(''week'', created_at, ''UTC''), agent_id, count(*) from submissions group by 1, 2'
);
select lanewatch_cron.alter_job(
  lanewatch_cron.schedule('rebuild-submission-indexes', '15 3 * * *', 'reindex table submissions'),
  active := false
);
