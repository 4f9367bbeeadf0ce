-- What analytics_reader sees: the views and tables of lanewatch, nothing operational.

DO $$
DECLARE
  object record;
BEGIN
  GRANT USAGE ON SCHEMA @schema@ TO analytics_reader;
  FOR object IN SELECT * FROM @schema@.analytics_owned_objects() WHERE kind IN ('TABLE', 'MATERIALIZED VIEW') LOOP
    EXECUTE format('GRANT SELECT ON @schema@.%s TO analytics_reader', object.name);
  END LOOP;
END
$$;
