-- What is this server, as target_session_attrs tells servers apart?
-- Privilege: none. Cost: no table is read. From Postgres 14 on.
select
  pg_catalog.pg_is_in_recovery() as is_standby,
  pg_catalog.current_setting('transaction_read_only') = 'on' as is_read_only
