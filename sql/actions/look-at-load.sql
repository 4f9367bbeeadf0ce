-- Action: how far have the standbys replayed, and how many other sessions run a statement?
-- Positions in the WAL are bytes since its beginning. Without pg_read_all_stats neither is shown.
select
  pg_has_role('pg_read_all_stats', 'usage') as may_see,
  (pg_current_wal_lsn() - '0/0')::float8 as wal_bytes,
  (
    select count(*)
    from pg_stat_activity
    where state = 'active' and backend_type = 'client backend' and pid <> pg_backend_pid()
  )::int as active_count,
  coalesce((
    select jsonb_agg(
      jsonb_build_object(
        'name', concat_ws(' at ', nullif(application_name, ''), host(client_addr)),
        'replayedBytes', replay_lsn - '0/0',
        'lagMs', extract(epoch from replay_lag) * 1000
      )
      order by application_name, client_addr, pid
    )
    from pg_stat_replication
    where replay_lsn is not null
  ), '[]') as standbys
