-- The schema goes with lanewatch where lanewatch made it and nothing else lives in it.
DO $$
BEGIN
  IF obj_description(to_regnamespace(quote_ident(@schema_text@)), 'pg_namespace') = 'lanewatch: made by lanewatch migrate' THEN
    DROP SCHEMA @schema@;
  END IF;
EXCEPTION
  WHEN dependent_objects_still_exist THEN
    RAISE NOTICE 'schema % stays: other things live in it', @schema_text@;
END
$$;
