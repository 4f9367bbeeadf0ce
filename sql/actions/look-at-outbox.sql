-- Action: what waits in the outbox. The snapshot names exactly the rows that a refresh begun from now on will cover.
select
  (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms,
  coalesce((select max(id) from analytics_refresh_queue where taken_at is null), 0)::float8 as newest_id,
  pg_current_snapshot()::text as snapshot
