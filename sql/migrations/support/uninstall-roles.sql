-- Takes the roles away where lanewatch made them and no other database of the server needs them.

DO $$
DECLARE
  made record;
  place record;
BEGIN
  FOR made IN
    SELECT rolname FROM pg_roles
    WHERE rolname IN ('analytics_owner', 'analytics_reader') AND shobj_description(oid, 'pg_authid') LIKE 'lanewatch: %'
  LOOP
    -- The rights lanewatch gave: on schemas and on the tables it reads.
    FOR place IN
      SELECT CASE d.classid WHEN 'pg_namespace'::regclass THEN 'SCHEMA' ELSE 'TABLE' END AS kind,
        CASE d.classid WHEN 'pg_namespace'::regclass THEN d.objid::regnamespace::text ELSE d.objid::regclass::text END AS name
      FROM pg_shdepend AS d
      JOIN pg_roles AS r ON d.refclassid = 'pg_authid'::regclass AND d.refobjid = r.oid AND r.rolname = made.rolname
      WHERE d.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND d.deptype = 'a'
        AND (
          d.classid = 'pg_namespace'::regclass
          OR d.classid = 'pg_class'::regclass AND d.objid IN (to_regclass('submissions'), to_regclass('bout_results'))
        )
    LOOP
      EXECUTE format('REVOKE ALL ON %s %s FROM %I', place.kind, place.name, made.rolname);
    END LOOP;
    BEGIN
      EXECUTE format('DROP ROLE %I', made.rolname);
    EXCEPTION
      WHEN dependent_objects_still_exist THEN
        RAISE NOTICE 'role % stays: something else on this server depends on it', made.rolname;
    END;
  END LOOP;
END
$$;
