-- Nothing for PUBLIC, nor for the roles behind Supabase's public interface, which default privileges would let in.

DO $$
DECLARE
  object record;
  stranger text;
BEGIN
  FOR stranger IN
    SELECT 'PUBLIC' UNION ALL SELECT quote_ident(rolname) FROM pg_roles WHERE rolname IN ('anon', 'authenticated')
  LOOP
    FOR object IN SELECT * FROM @schema@.analytics_owned_objects() LOOP
      EXECUTE format(
        'REVOKE ALL ON %s @schema@.%s FROM %s',
        CASE WHEN object.kind LIKE '%VIEW' THEN 'TABLE' ELSE object.kind END, object.name, stranger
      );
    END LOOP;
  END LOOP;
END
$$;
