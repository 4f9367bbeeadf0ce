-- Question: what is this server, and what of lanewatch is here?
-- $1 the schema that the pipeline is looked for in; null looks wherever the search path does.
-- Privilege: none. Cost: catalogue look-ups, under 1 ms. Version: 14.
-- Names are looked up in the catalogue, because to_regclass raises where a schema may not be used.
select
  current_setting('server_version') as server_version,
  current_setting('server_version_num')::int as server_version_num,
  current_database()::text as database,
  current_user::text as username,
  pg_is_in_recovery() as in_recovery,
  current_setting('transaction_read_only') = 'on' as read_only,
  (select extversion from pg_extension where extname = 'pg_cron') as pg_cron_version,
  exists (
    select from pg_namespace where nspname = 'lanewatch_cron'
  ) as has_builtin_cron,
  coalesce((
    select has_schema_privilege(oid, 'usage')
    from pg_namespace
    where nspname = case when exists (select from pg_extension where extname = 'pg_cron')
      then 'cron' else 'lanewatch_cron' end
  ), false) as cron_usable,
  -- Where row security applies to us, jobs of other roles may be hidden: seeing none proves nothing.
  coalesce((
    select row_security_active(pg_class.oid)
    from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'cron' and relname = 'job'
  ), false) as cron_row_security,
  $1::text is null or exists (select from pg_namespace where nspname = $1::text) as has_schema,
  -- What the named schema lacks would otherwise be found in the next one of the search path.
  exists (
    select
    from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    where relname = 'analytics_schema_version' and case
      when $1::text is null then nspname = any (current_schemas(false))
      else nspname = $1::text and has_schema_privilege(pg_namespace.oid, 'usage')
    end
  ) as has_pipeline,
  coalesce((
    select jsonb_agg(nspname order by nspname)
    from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    where relname = 'analytics_schema_version'
  ), '[]') as pipeline_schemas,
  -- The twins with all that tells how far they are; a role that may not read one of them reads the views.
  (
    select count(*) = 8
    from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    where relname in (
        'analytics_lane_score_distribution', 'analytics_weakness_patterns', 'analytics_agent_progress',
        'analytics_time_to_first_win', 'analytics_twin_state', 'analytics_slice', 'analytics_refresh_queue',
        'analytics_refresh_log'
      )
      and has_table_privilege(pg_class.oid, 'select')
      and pg_table_is_visible(pg_class.oid)
      and ($1::text is null or nspname = $1::text)
  ) as has_twins
