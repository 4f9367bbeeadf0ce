-- Question: how many submissions were scored in each stretch of time in which nobody listened?
-- Privilege: analytics_reader. Cost: the newest 20,000 outbox rows by primary key. Version: 14.
-- $1 the stretches, as a JSON array of {"from": …, "to": …}.
with recent as materialized (
  select queued_at, submission_count
  from analytics_refresh_queue
  where id > (select coalesce(max(id), 0) - 20000 from analytics_refresh_queue)
)
select
  gap.nth::int as nth,
  (
    select coalesce(sum(recent.submission_count), 0)::int
    from recent
    where recent.queued_at >= (gap.value ->> 'from')::timestamptz
      and recent.queued_at < (gap.value ->> 'to')::timestamptz
  ) as missed_count
from jsonb_array_elements($1::jsonb) with ordinality as gap (value, nth)
order by gap.nth
limit 100
