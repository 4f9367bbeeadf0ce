-- Action: mark as taken what the views now show. $1 the snapshot before their refresh: a row with a lower id that was
-- committed later is not visible in it, and so stays. $2 the highest id taken so far, $3 rows at most; in order, so that
-- a million rows are taken in short transactions.
with taken as (
  update analytics_refresh_queue
  set taken_at = clock_timestamp()
  where id = any (array(
    select id
    from analytics_refresh_queue
    where taken_at is null and id > $2::float8::bigint and pg_visible_in_snapshot(transaction_id, $1::pg_snapshot)
    order by id
    limit $3::int
  ))
  returning id
)
select count(*)::int as taken_count, coalesce(max(id), 0)::float8 as last_id from taken
