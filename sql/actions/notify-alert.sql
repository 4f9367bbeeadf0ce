-- Action: tell those who listen. $1 payload.
select pg_notify('analytics_alert', $1::text)::text as done
