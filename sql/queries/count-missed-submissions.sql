-- Question: how many submissions were scored unheard in each stretch of time in which nobody listened?
-- Privilege: analytics_reader. Cost: the newest 20,000 outbox rows, and those heard of, by primary key. Version: 14.
-- $1 the stretches, as a JSON array of {"from": …, "to": …, "heard": [outbox ids that were heard of]}.
-- A notice tells of one row, but the notices of a transaction are sent together: whoever heard one of them heard all.
with recent as materialized (
  select queued_at, submission_count, transaction_id
  from analytics_refresh_queue
  where id > (select coalesce(max(id), 0) - 20000 from analytics_refresh_queue)
)
select
  gap.nth::int as nth,
  (
    select coalesce(sum(recent.submission_count), 0)::int
    from recent
    where recent.queued_at >= gap.starts_at
      and recent.queued_at < gap.ends_at
      and recent.transaction_id not in (
        select told.transaction_id
        from jsonb_array_elements_text(gap.heard) as heard (id)
        join analytics_refresh_queue as told on told.id = heard.id::bigint
      )
  ) as missed_count
from rows from (
  jsonb_to_recordset($1::jsonb) as ("from" timestamptz, "to" timestamptz, heard jsonb)
) with ordinality as gap (starts_at, ends_at, heard, nth)
order by gap.nth
limit 100
