-- Action: whether slices wait to be computed, and how soon one that failed is to be tried again (ms from now).
select
  twins.listed_at is null or exists (select analytics_waiting_slices(1))
    or exists (select from analytics_bout_queue) as has_work,
  (
    select extract(epoch from min(slice.retry_at) - clock_timestamp()) * 1000
    from analytics_slice as slice
    where slice.attempts > 0
  )::float8 as retry_in_ms
from analytics_twin_state as twins
