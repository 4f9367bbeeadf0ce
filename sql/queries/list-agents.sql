-- Question: which agents are there, are they improving, and where are they weakest?
-- Privilege: analytics_reader. Cost: one page of agents, each by index range. Version: 14.
-- $1 the last agent of the page before (null: from the start), $2 page size,
-- $3 only agents whose label contains this, or whose id begins with it (null: all).
-- The agents of a page are found by hopping along the index, so that the page's cost does not grow with the table.
with recursive bounds as (
  -- The ids that begin with the text, as a range for the index; no row where the text begins no id. Other characters
  -- are taken out before the cast, because the planner may try the cast before the condition.
  select rpad(digits, 32, '0')::uuid as lowest, rpad(digits, 32, 'f')::uuid as highest
  from (
    select left(regexp_replace(lower(coalesce($3::text, '')), '[^0-9a-f]', '', 'g'), 32) as digits
  ) as searched
  where $3::text is null or ($3::text ~* '^[0-9a-f-]{1,36}$' and digits <> '')
),
hop (agent_id, nth) as (
  select first.agent_id, 1
  from bounds
  cross join lateral (
    select agent_id
    from mv_agent_progress
    where agent_id between bounds.lowest and bounds.highest and ($1::uuid is null or agent_id > $1::uuid)
    order by agent_id
    limit 1
  ) as first
  union all
  select next.agent_id, hop.nth + 1
  from hop
  cross join bounds
  cross join lateral (
    select agent_id
    from mv_agent_progress
    where agent_id > hop.agent_id and agent_id <= bounds.highest
    order by agent_id
    limit 1
  ) as next
  where hop.nth < $2::int
),
named as (
  select id as agent_id
  from analytics_label
  where kind = 'agent'
    and position(lower($3::text) in lower(label)) > 0
    and ($1::uuid is null or id > $1::uuid)
    and exists (select from mv_agent_progress where agent_id = id)
  order by id
  limit $2::int
),
page as (
  select agent_id from hop
  union
  select agent_id from named
  order by agent_id
  limit $2::int
)
select
  page.agent_id,
  label.label as agent_label,
  totals.challenge_count::int as challenge_count,
  totals.submission_count::int as submission_count,
  totals.latest_week::text as latest_week,
  weekly.scores as weekly_scores,
  weakest.lane_key as weakest_lane_key,
  weakest.challenge_id as weakest_challenge_id,
  weakest_label.label as weakest_challenge_label
from page
left join analytics_label as label on label.kind = 'agent' and label.id = page.agent_id
cross join lateral (
  select
    count(distinct challenge_id) as challenge_count,
    sum(submission_count) as submission_count,
    max(week) as latest_week
  from mv_agent_progress
  where agent_id = page.agent_id
) as totals
cross join lateral (
  -- Twelve calendar weeks up to the agent's latest; a week without submissions is null, never zero.
  select
    jsonb_agg(scored.score order by calendar.nth) as scores
  from generate_series(0, 11) as calendar (nth)
  left join (
    select
      week,
      round((sum(avg_composite_score * submission_count) / nullif(sum(submission_count) filter (
        where avg_composite_score is not null), 0))::numeric, 3) as score
    from mv_agent_progress
    where agent_id = page.agent_id and week >= totals.latest_week - 77
    group by week
  ) as scored on scored.week = totals.latest_week - 77 + 7 * calendar.nth
) as weekly
left join lateral (
  select lane_key, challenge_id
  from mv_weakness_patterns
  where agent_id = page.agent_id
    and performance_category in ('persistent_weakness', 'below_median')
    and challenge_sample_count >= 5
  order by performance_category = 'persistent_weakness' desc, avg_score - challenge_p50, lane_key, challenge_id
  limit 1
) as weakest on true
left join analytics_label as weakest_label
  on weakest_label.kind = 'challenge' and weakest_label.id = weakest.challenge_id
order by page.agent_id
