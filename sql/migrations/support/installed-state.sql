-- What is the server, and what of lanewatch is there?  $1 schema.
select
  current_setting('server_version_num')::int as server_version,
  current_setting('server_version') as server_version_text,
  current_database()::text as database,
  current_user::text as username,
  pg_is_in_recovery() as in_recovery,
  to_regnamespace(quote_ident($1)) is not null as has_schema,
  to_regclass(format('%I.analytics_schema_version', $1)) is not null as has_versions,
  coalesce((select jsonb_agg(role.name) from (values ('analytics_owner'), ('analytics_reader')) as role (name)
    where not exists (select from pg_roles where rolname = role.name)), '[]') as missing_roles,
  to_regclass('lanewatch_cron.job') is not null as has_built_in_scheduler
