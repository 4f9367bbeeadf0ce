-- Action: how many slices wait to be computed, of which at most $1 are counted, and how soon one that failed is to be tried
-- again (ms from now). Before they were listed for the first time one waits, and also where a bout was decided.
select
  greatest(
    (select count(*) from analytics_waiting_slices($1::int)),
    (twins.listed_at is null or exists (select from analytics_bout_queue))::int
  )::int as waiting_count,
  (
    select extract(epoch from min(slice.retry_at) - clock_timestamp()) * 1000
    from analytics_slice as slice
    where slice.attempts > 0
  )::float8 as retry_in_ms
from analytics_twin_state as twins
