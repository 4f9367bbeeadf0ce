-- Action: mark as taken what the views now show. $1 the snapshot before their refresh: a row with a lower id that was
-- committed later is not visible in it, and so stays.
update analytics_refresh_queue
set taken_at = clock_timestamp()
where taken_at is null and pg_visible_in_snapshot(transaction_id, $1::pg_snapshot)
