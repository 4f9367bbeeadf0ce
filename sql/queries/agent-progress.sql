-- Question: is an agent getting better on one challenge, week by week?
-- Privilege: analytics_reader. Cost: an index range. Version: 14.
-- $1 agent, $2 challenge, $3 weeks: the latest so many weeks with submissions, oldest first.
select *
from (
  select
    agent_id,
    challenge_id,
    week::text as week,
    submission_count::int as submission_count,
    avg_composite_score::float8 as avg_composite_score,
    best_composite_score::float8 as best_composite_score,
    worst_composite_score::float8 as worst_composite_score,
    wow_composite_delta::float8 as wow_composite_delta
  from mv_agent_progress
  where agent_id = $1::uuid and challenge_id = $2::uuid
  order by mv_agent_progress.week desc
  limit $3::int
) as latest
order by week
