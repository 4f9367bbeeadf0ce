-- Question: how far are the live twins, what holds them up, and what did their last comparison with the views find?
-- Privilege: analytics_reader. Cost: one look-up by index per challenge that waits. Version: 14.
-- Twins show everything that happened before the oldest event that waits; where none waits, everything. No moment is later
-- than now, also where the clock was set back.
with recursive waiting as (
  (
    select challenge_id, queued_at
    from analytics_refresh_queue
    where recomputed_at is null
    order by challenge_id, id
    limit 1
  )
  union all
  select next.challenge_id, next.queued_at
  from waiting
  cross join lateral (
    select event.challenge_id, event.queued_at
    from analytics_refresh_queue as event
    where event.recomputed_at is null and event.challenge_id > waiting.challenge_id
    order by event.challenge_id, event.id
    limit 1
  ) as next
),
failing as materialized (
  select challenge_id, attempts, last_error, retry_at
  from analytics_slice
  where attempts > 0
)
select
  state.listed_at is not null and not exists (
    select from analytics_slice as slice where slice.wanted_at is not null and slice.data_as_of is null
  ) as is_complete,
  coalesce((select least(min(queued_at), now()) from waiting), now()) as shown_until,
  (select count(*) from waiting)::int as waiting_count,
  (
    select min(least(good.started_at, now()))
    from (values
      ('mv_lane_score_distribution'), ('mv_weakness_patterns'), ('mv_agent_progress'), ('mv_time_to_first_win')
    ) as view (name)
    cross join lateral (
      select log.started_at
      from analytics_refresh_log as log
      where log.view_name = view.name and log.status = 'succeeded'
      order by log.started_at desc
      limit 1
    ) as good
  ) as scheduled_from,
  (select count(*) from failing)::int as failing_count,
  (select attempts from failing order by attempts desc, challenge_id limit 1) as failing_attempts,
  (select challenge_id::text from failing order by attempts desc, challenge_id limit 1) as failing_challenge_id,
  (select left(last_error, 500) from failing order by attempts desc, challenge_id limit 1) as failing_error,
  state.verified_at,
  state.differing_slices,
  state.differing_rows,
  now() as server_now
from analytics_twin_state as state
