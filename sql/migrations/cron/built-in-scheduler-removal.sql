-- Takes the built-in scheduler away, unless it holds jobs or anything else that is not lanewatch's.

DO $$
DECLARE
  routine regprocedure;
BEGIN
  IF EXISTS (SELECT FROM lanewatch_cron.job) THEN
    RAISE NOTICE 'schema lanewatch_cron stays: it holds jobs that are not the pipeline''s';
    RETURN;
  END IF;
  DROP TABLE lanewatch_cron.job, lanewatch_cron.job_run_details;
  DROP SEQUENCE lanewatch_cron.jobid_seq, lanewatch_cron.runid_seq;
  FOR routine IN
    SELECT oid FROM pg_proc
    WHERE pronamespace = 'lanewatch_cron'::regnamespace
      AND proname IN ('check_schedule', 'schedule', 'schedule_in_database', 'alter_job', 'unschedule')
  LOOP
    EXECUTE format('DROP FUNCTION %s', routine);
  END LOOP;
  DROP SCHEMA lanewatch_cron;
EXCEPTION
  WHEN dependent_objects_still_exist THEN
    RAISE NOTICE 'schema lanewatch_cron stays: something else depends on it';
END
$$;
