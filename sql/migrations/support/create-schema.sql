-- A schema of its own, where one was asked for that is not there. The comment lets the removal take it away again.
DO $$
BEGIN
  IF to_regnamespace(quote_ident(@schema_text@)) IS NULL THEN
    CREATE SCHEMA @schema@;
    COMMENT ON SCHEMA @schema@ IS 'lanewatch: made by lanewatch migrate';
  END IF;
END
$$;
