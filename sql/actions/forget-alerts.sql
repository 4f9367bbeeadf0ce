-- Action: drop what nobody asks about any more: findings long over, messages long sent, channels and queues that are
-- no longer configured. $1 a JSON array of the channels that are.
with states as (
  delete from analytics_alert_state
  where resolved_at < now() - interval '30 days' and told_severity is null
    and (muted_until is null or muted_until < now())
),
channels as (
  delete from analytics_alert_channel where not $1::text::jsonb ? channel
)
delete from analytics_alert_delivery
where queued_at < now() - interval '30 days'
  or (not $1::text::jsonb ? channel and sent_at is null and given_up_at is null)
