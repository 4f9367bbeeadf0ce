-- Members of analytics_owner schedule and run the jobs of the built-in scheduler.

DO $$
DECLARE
  routine regprocedure;
BEGIN
  EXECUTE format('GRANT CREATE ON DATABASE %I TO analytics_owner', current_database());
  ALTER SCHEMA lanewatch_cron OWNER TO analytics_owner;
  EXECUTE format('REVOKE CREATE ON DATABASE %I FROM analytics_owner', current_database());
  ALTER TABLE lanewatch_cron.job OWNER TO analytics_owner;
  ALTER TABLE lanewatch_cron.job_run_details OWNER TO analytics_owner;
  ALTER SEQUENCE lanewatch_cron.jobid_seq OWNER TO analytics_owner;
  ALTER SEQUENCE lanewatch_cron.runid_seq OWNER TO analytics_owner;
  FOR routine IN SELECT oid FROM pg_proc WHERE pronamespace = 'lanewatch_cron'::regnamespace LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO analytics_owner', routine);
  END LOOP;
END
$$;
