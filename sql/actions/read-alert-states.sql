-- Action: every finding that lasts, of whose end nobody was told yet, or that is muted; and the server's clock.
select
  finding_key as key,
  rule_id,
  object,
  job_id,
  severity,
  message,
  remedy,
  since,
  first_seen_at,
  last_seen_at,
  seen_count,
  unseen_count,
  silenced_by,
  told_severity,
  last_sent_at,
  suppressed_count,
  muted_until,
  acknowledged_until,
  resolved_at
from analytics_alert_state
where resolved_at is null or told_severity is not null or muted_until > clock_timestamp()
order by finding_key
