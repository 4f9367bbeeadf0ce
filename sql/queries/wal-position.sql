-- Question: which cluster is this, and how far is it, as a primary or as a standby?
-- Privilege: none. Cost: reads shared memory and the control file, under 1 ms. Version: 14.
-- Positions are bytes since the beginning of the WAL: of a primary what it has written, of a standby what it has replayed.
select
  (select system_identifier from pg_control_system())::text as system_identifier,
  (
    case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end - '0/0'
  )::float8 as wal_bytes,
  -- When the primary committed what was replayed last.
  pg_last_xact_replay_timestamp() as replayed_until,
  case when pg_is_in_recovery() then pg_is_wal_replay_paused() else false end as is_paused,
  clock_timestamp() as server_now
