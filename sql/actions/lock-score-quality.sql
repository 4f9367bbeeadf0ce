-- Action: wait for, and hold, the lock of whoever counts malformed scores.
select pg_advisory_xact_lock(analytics_refresh_lock_key('analytics_score_quality'))::text as lock
