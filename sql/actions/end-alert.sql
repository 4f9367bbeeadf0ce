-- Action: write down how a message fared that this worker claimed. $1 delivery, $2 worker, $3 what went wrong, if anything,
-- $4 when to try again (ms from now); null to give up.
update analytics_alert_delivery
set claimed_by = null, claimed_until = null, error = $3::text,
  sent_at = case when $3::text is null then clock_timestamp() end,
  given_up_at = case when $3::text is not null and $4::float8 is null then clock_timestamp() end,
  next_attempt_at = clock_timestamp() + make_interval(secs => coalesce($4::float8, 0) / 1000)
where id = $1::int and claimed_by = $2::uuid
