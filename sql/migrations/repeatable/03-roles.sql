-- The two roles, for the whole server: analytics_reader may look, members of analytics_owner may refresh. Neither logs in.
-- Needs CREATEROLE where they are missing. The comment tells the removal which roles lanewatch made.

DO $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN SELECT * FROM (VALUES
    ('analytics_reader', 'may read what lanewatch computes, and nothing else'),
    ('analytics_owner', 'owns what lanewatch computes; its members may refresh')
  ) AS role (name, purpose) LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted.name);
        EXECUTE format('COMMENT ON ROLE %I IS %L', wanted.name, 'lanewatch: ' || wanted.purpose);
      EXCEPTION
        -- Roles belong to the whole server: a migration of another database may have been faster.
        WHEN duplicate_object OR unique_violation THEN NULL;
      END;
    END IF;
  END LOOP;
END
$$;
