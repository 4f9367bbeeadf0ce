-- Action: compute the slices that wait, at most $1 of them, and take their outbox rows.
call analytics_refresh_slices($1::int, true)
