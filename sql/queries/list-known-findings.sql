-- Question: what did the worker find wrong that is not over, and since when?
-- Privilege: analytics_reader. Cost: by index, the open rows alone. Version: 14.
select
  finding_key,
  least(since, first_seen_at) as known_since
from analytics_alert_state
where resolved_at is null and seen_count > 0
order by finding_key
limit 10000
