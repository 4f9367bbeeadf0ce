-- Question: what did the worker find wrong that is not over, since when, and what did people say to it?
-- Privilege: analytics_reader. Cost: by index, the open rows alone. Version: 14.
-- What was muted before the worker ever saw it is known since never.
select
  finding_key,
  case when seen_count > 0 then least(since, first_seen_at) end as known_since,
  case when muted_until > now() then muted_until end as muted_until,
  muted_by,
  case when acknowledged_until > now() then acknowledged_until end as acknowledged_until,
  acknowledged_by
from analytics_alert_state
where resolved_at is null or muted_until > now()
order by finding_key
limit 10000
