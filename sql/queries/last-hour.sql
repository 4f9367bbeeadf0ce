-- Question: what went through the pipeline within the last hour?
-- Privilege: analytics_reader. Cost: by index, at most the newest 100,000 rows of the outbox and all refreshes of the
-- hour. Version: 14. Submissions are counted by five minutes, the oldest first.
with event as materialized (
  select queued_at, submission_count
  from analytics_refresh_queue
  where queued_at > now() - interval '1 hour'
  order by queued_at desc
  limit 100000
),
refresh as materialized (
  select view_name, status, duration_ms
  from analytics_refresh_log
  where started_at > now() - interval '1 hour'
)
select
  (select coalesce(sum(submission_count), 0) from event)::float8 as submission_count,
  (select count(*) = 100000 from event) as is_more,
  (
    select jsonb_agg(coalesce(counted.submission_count, 0) order by slot.nth)
    from generate_series(0, 11) as slot (nth)
    left join (
      -- One that is queued while this runs belongs to the last five minutes.
      select
        least(11, floor((3600 - extract(epoch from now() - queued_at)) / 300)::int) as nth,
        sum(submission_count) as submission_count
      from event
      group by 1
    ) as counted on counted.nth = slot.nth
  ) as submission_counts,
  (select count(*) from refresh where status = 'succeeded')::int as succeeded_count,
  (select count(*) from refresh where status = 'failed')::int as failed_count,
  (select max(duration_ms) from refresh where status = 'succeeded')::float8 as slowest_ms,
  (
    select view_name from refresh where status = 'succeeded' order by duration_ms desc, view_name limit 1
  ) as slowest_view
