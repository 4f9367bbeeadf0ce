-- Action: claim what a channel is to be sent next, if it is time. $1 worker, $2 channel, $3 for how long (ms).
-- A later message waits for the earlier ones, so that no recovery overtakes its alert.
update analytics_alert_delivery
set claimed_by = $1::uuid, claimed_until = clock_timestamp() + make_interval(secs => $3::float8 / 1000),
  attempt_count = attempt_count + 1
where id = (
    select min(id) from analytics_alert_delivery
    where channel = $2::text and sent_at is null and given_up_at is null
  )
  and sent_at is null and given_up_at is null and next_attempt_at <= clock_timestamp()
  and (claimed_until is null or claimed_until < clock_timestamp())
returning id, attempt_count, message
