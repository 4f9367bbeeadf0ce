-- Question: how are the scores of one challenge distributed, lane by lane?
-- Privilege: analytics_reader. Cost: an index range of a dozen rows. Version: 14.
-- Fewer than five samples say nothing: such lanes are left out.
select
  challenge_id,
  lane_key,
  sample_count::int as sample_count,
  mean_score::float8 as mean_score,
  stddev_score::float8 as stddev_score,
  min_score::float8 as min_score,
  max_score::float8 as max_score,
  p10::float8 as p10,
  p25::float8 as p25,
  p50::float8 as p50,
  p75::float8 as p75,
  p90::float8 as p90,
  last_submission_at
from mv_lane_score_distribution
where challenge_id = $1::uuid and sample_count >= 5
order by lane_key
limit 500
