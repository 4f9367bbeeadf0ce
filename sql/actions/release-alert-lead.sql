-- Action: let another worker look after the alerts at once. $1 worker.
update analytics_alert_lead set held_by = null, held_until = '-infinity' where held_by = $1::uuid
