-- Removes what lanewatch owns, and nothing else. No CASCADE: where something of the user's depends on a view of ours,
-- Postgres names it and everything stays.

DROP TRIGGER IF EXISTS analytics_submissions_inserted ON submissions;
DROP TRIGGER IF EXISTS analytics_submissions_updated ON submissions;
DROP TRIGGER IF EXISTS analytics_submissions_deleted ON submissions;
DROP TRIGGER IF EXISTS analytics_bouts_inserted ON bout_results;
DROP TRIGGER IF EXISTS analytics_bouts_updated ON bout_results;
DROP TRIGGER IF EXISTS analytics_bouts_deleted ON bout_results;
DROP TRIGGER IF EXISTS analytics_refresh_queue_purged ON @schema@.analytics_refresh_queue;

DO $$
DECLARE
  object record;
BEGIN
  FOR object IN SELECT * FROM @schema@.analytics_owned_objects() ORDER BY nth DESC LOOP
    EXECUTE format('DROP %s IF EXISTS @schema@.%s', object.kind, object.name);
  END LOOP;
END
$$;
