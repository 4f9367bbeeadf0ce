-- Action: wait until the refresh of a view that is under way, if any, has ended. $1 view.
-- The lock is let go with the statement.
select pg_advisory_xact_lock(analytics_refresh_lock_key($1::text))::text as lock
