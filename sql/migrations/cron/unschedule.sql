-- Removes the pipeline's jobs for the database @target@. The purge of the history stays while the pipeline of another
-- database is scheduled in the same place.

DO $$
DECLARE
  known record;
BEGIN
  FOR known IN
    SELECT job.jobid
    FROM @cron@.job
    JOIN unnest(ARRAY[
      'refresh-lane-distributions', 'refresh-weakness-patterns', 'refresh-agent-progress', 'refresh-time-to-first-win',
      'verify-twins'
    ]) AS wanted (name) ON job.jobname IN (wanted.name, wanted.name || '@' || @target@)
    WHERE job.database = @target@ AND job.command ~ '^CALL .*analytics_(refresh|verify_twins)\('
  LOOP
    PERFORM @cron@.unschedule(known.jobid);
  END LOOP;

  FOR known IN
    SELECT job.jobid
    FROM @cron@.job
    WHERE job.jobname = 'purge-cron-history' AND job.command LIKE 'DELETE FROM @cron@.job_run_details%'
      AND NOT EXISTS (SELECT FROM @cron@.job AS other WHERE other.command LIKE 'CALL %analytics_refresh(%')
  LOOP
    PERFORM @cron@.unschedule(known.jobid);
  END LOOP;
END
$$;
