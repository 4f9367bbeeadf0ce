-- Question: in which lanes is an agent weak, on one challenge or on all?
-- Privilege: analytics_reader. Cost: an index range. Version: 14.
-- $1 agent, $2 challenge or null, $3 also the categories that are not weak. Weakest first, at most 20.
select
  pattern.agent_id,
  pattern.challenge_id,
  label.label as challenge_label,
  pattern.lane_key,
  pattern.attempt_count::int as attempt_count,
  pattern.avg_score::float8 as avg_score,
  pattern.min_score::float8 as min_score,
  pattern.max_score::float8 as max_score,
  pattern.score_trend_slope::float8 as score_trend_slope,
  pattern.performance_category,
  pattern.challenge_p25::float8 as challenge_p25,
  pattern.challenge_p50::float8 as challenge_p50,
  pattern.challenge_p75::float8 as challenge_p75,
  pattern.challenge_sample_count::int as challenge_sample_count
from mv_weakness_patterns as pattern
left join analytics_label as label on label.kind = 'challenge' and label.id = pattern.challenge_id
where pattern.agent_id = $1::uuid
  and ($2::uuid is null or pattern.challenge_id = $2::uuid)
  and pattern.challenge_sample_count >= 5
  and ($3::boolean or pattern.performance_category in ('persistent_weakness', 'below_median'))
order by
  case pattern.performance_category
    when 'persistent_weakness' then 0
    when 'below_median' then 1
    when 'average' then 2
    else 3
  end,
  pattern.avg_score - pattern.challenge_p50,
  pattern.lane_key,
  pattern.challenge_id
limit 20
