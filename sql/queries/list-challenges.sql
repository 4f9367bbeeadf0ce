-- Question: which challenges have scores, and how many of their lanes have enough samples to show?
-- Privilege: analytics_reader. Cost: one pass over mv_lane_score_distribution (lanes x challenges). Version: 14.
select
  distribution.challenge_id,
  label.label as challenge_label,
  max(distribution.sample_count)::int as sample_count,
  count(*) filter (where distribution.sample_count >= 5)::int as lane_count,
  count(*) filter (where distribution.sample_count < 5)::int as hidden_lane_count,
  max(distribution.last_submission_at) as last_submission_at
from mv_lane_score_distribution as distribution
left join analytics_label as label
  on label.kind = 'challenge' and label.id = distribution.challenge_id
group by distribution.challenge_id, label.label
order by label.label nulls last, distribution.challenge_id
limit 2000
