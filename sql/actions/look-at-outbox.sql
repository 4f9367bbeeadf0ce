-- Action: what waits in the outbox. The snapshot names exactly the rows that a refresh begun from now on will cover.
-- $1 the snapshot of the rows that were dealt with already, null where none were; $2 the highest of their numbers.
-- A lower number may be committed later: only where no higher one tells are all rows looked at.
with newest as (
  select coalesce(max(id), 0) as id from analytics_refresh_queue where taken_at is null
)
select
  (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms,
  newest.id::float8 as newest_id,
  pg_current_snapshot()::text as snapshot,
  case
    when $1::text is null or newest.id > $2::float8 then newest.id > 0
    else exists (
      select from analytics_refresh_queue
      where taken_at is null
        and transaction_id >= pg_snapshot_xmin($1::pg_snapshot)
        and not pg_visible_in_snapshot(transaction_id, $1::pg_snapshot)
    )
  end as has_news
from newest
