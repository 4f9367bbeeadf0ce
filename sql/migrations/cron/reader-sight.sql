-- Lets analytics_reader see all jobs and runs: pg_cron's own policies show each user only its own.
-- Needs the owner of pg_cron's tables.

DO $$
DECLARE
  seen regclass;
BEGIN
  GRANT USAGE ON SCHEMA @cron@ TO analytics_reader;
  FOREACH seen IN ARRAY ARRAY['@cron@.job', '@cron@.job_run_details']::regclass[] LOOP
    EXECUTE format('GRANT SELECT ON %s TO analytics_reader', seen);
    IF (SELECT relrowsecurity FROM pg_class WHERE oid = seen) AND NOT EXISTS (
      SELECT FROM pg_policy WHERE polrelid = seen AND polname = 'analytics_reader_sees_all'
    ) THEN
      EXECUTE format(
        'CREATE POLICY analytics_reader_sees_all ON %s FOR SELECT TO analytics_reader USING (true)', seen
      );
    END IF;
  END LOOP;
END
$$;
