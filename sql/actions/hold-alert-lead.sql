-- Action: look after the alerts, or go on doing so; gives a row only to whom may. $1 worker, $2 for how long (ms).
update analytics_alert_lead
set held_by = $1::uuid, held_until = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
where held_by = $1::uuid or held_until < clock_timestamp()
returning clock_timestamp() as now
