-- Hands everything to analytics_owner. All or nothing: where its rights cannot be complete, the migrating user goes on
-- owning it all and refreshing it.

DO $$
DECLARE
  object record;
  source regclass;
BEGIN
  FOREACH source IN ARRAY ARRAY['submissions', 'bout_results']::regclass[] LOOP
    -- Views are filled with their owner's rights; under row security it would see no rows and fill them with nothing.
    IF EXISTS (
      SELECT FROM pg_class AS c JOIN pg_roles AS r ON r.rolname = 'analytics_owner'
      WHERE c.oid = source AND c.relrowsecurity AND NOT r.rolbypassrls AND NOT EXISTS (
        SELECT FROM pg_policy AS p
        WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd IN ('r', '*') AND r.oid = ANY (p.polroles)
      )
    ) THEN
      RAISE EXCEPTION 'row security hides the rows of % from analytics_owner', source
        USING ERRCODE = 'insufficient_privilege',
          HINT = format('CREATE POLICY analytics_owner_reads ON %s FOR SELECT TO analytics_owner USING (true);', source);
    END IF;
  END LOOP;

  IF NOT pg_has_role('analytics_owner', 'USAGE') THEN
    EXECUTE format('GRANT analytics_owner TO %I', current_user);
  END IF;
  FOREACH source IN ARRAY ARRAY['submissions', 'bout_results']::regclass[] LOOP
    IF NOT has_table_privilege('analytics_owner', source, 'SELECT') THEN
      EXECUTE format('GRANT SELECT ON %s TO analytics_owner', source);
    END IF;
    EXECUTE format(
      'GRANT USAGE ON SCHEMA %I TO analytics_owner',
      (SELECT n.nspname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = source)
    );
  END LOOP;

  -- Needed by the new owner only while things change hands.
  GRANT USAGE, CREATE ON SCHEMA @schema@ TO analytics_owner;
  FOR object IN SELECT * FROM @schema@.analytics_owned_objects() ORDER BY nth LOOP
    EXECUTE format('ALTER %s @schema@.%s OWNER TO analytics_owner', object.kind, object.name);
  END LOOP;
  REVOKE CREATE ON SCHEMA @schema@ FROM analytics_owner;
END
$$;
