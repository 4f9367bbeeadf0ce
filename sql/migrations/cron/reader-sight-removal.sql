-- Takes back what let analytics_reader see all jobs, unless the pipeline of another database is scheduled here too.

DO $$
DECLARE
  seen regclass;
BEGIN
  IF EXISTS (SELECT FROM @cron@.job WHERE job.command LIKE 'CALL %analytics_refresh(%') THEN
    RETURN;
  END IF;
  FOREACH seen IN ARRAY ARRAY['@cron@.job', '@cron@.job_run_details']::regclass[] LOOP
    EXECUTE format('DROP POLICY IF EXISTS analytics_reader_sees_all ON %s', seen);
    EXECUTE format('REVOKE ALL ON %s FROM analytics_reader', seen);
  END LOOP;
  REVOKE ALL ON SCHEMA @cron@ FROM analytics_reader;
END
$$;
