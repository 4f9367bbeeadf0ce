-- The pipeline's jobs, in the database that holds the jobs (@cron@ is its schema), for the database @target@.
-- A job that is there is altered in place where it differs, and stays paused where it was paused. Names are unique per
-- user on the whole server, so where another database has taken one, ours carries our database's name.

DO $$
DECLARE
  wanted record;
  known record;
  job_name text;
BEGIN
  FOR wanted IN
    SELECT name, schedule, format('CALL %I.analytics_refresh(%L)', @schema_text@, view_name) AS command, @target@ AS database
    FROM (VALUES
      ('refresh-lane-distributions', '*/10 * * * *', 'mv_lane_score_distribution'),
      ('refresh-weakness-patterns', '*/30 * * * *', 'mv_weakness_patterns'),
      ('refresh-agent-progress', '0 * * * *', 'mv_agent_progress'),
      ('refresh-time-to-first-win', '0 */4 * * *', 'mv_time_to_first_win')
    ) AS refresh (name, schedule, view_name)
    UNION ALL
    SELECT 'verify-twins', '40 2 * * *', format('CALL %I.analytics_verify_twins()', @schema_text@), @target@
    UNION ALL
    -- A run that never began has neither time: it is as old as the runs around it.
    SELECT 'purge-cron-history', '15 3 * * *', $purge$DELETE FROM @cron@.job_run_details
WHERE coalesce(end_time, start_time) < now() - interval '14 days'
   OR end_time IS NULL AND start_time IS NULL AND runid < (
     SELECT min(runid) FROM @cron@.job_run_details WHERE start_time >= now() - interval '14 days'
   )$purge$, current_database()
  LOOP
    SELECT job.jobid, job.schedule, job.command INTO known
    FROM @cron@.job
    WHERE job.jobname IN (wanted.name, wanted.name || '@' || wanted.database) AND job.database = wanted.database
    ORDER BY job.jobid
    LIMIT 1;
    IF NOT FOUND THEN
      job_name := wanted.name;
      IF EXISTS (SELECT FROM @cron@.job WHERE job.jobname = wanted.name AND job.username = current_user) THEN
        job_name := wanted.name || '@' || wanted.database;
      END IF;
      IF wanted.database = current_database() THEN
        PERFORM @cron@.schedule(job_name, wanted.schedule, wanted.command);
      ELSE
        PERFORM @cron@.schedule_in_database(job_name, wanted.schedule, wanted.command, wanted.database);
      END IF;
    ELSIF (known.schedule, known.command) IS DISTINCT FROM (wanted.schedule, wanted.command) THEN
      PERFORM @cron@.alter_job(known.jobid, schedule => wanted.schedule, command => wanted.command);
    END IF;
  END LOOP;
END
$$;
