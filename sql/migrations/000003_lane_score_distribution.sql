-- How the scores of each lane are distributed, per challenge: percentiles never mix challenges.
--
-- The scores of a lane are collected once, without sorting whole rows (in parallel from Postgres 16 on); then one small
-- sort per lane gives all five percentiles. Each score is converted from JSON once, not once per aggregate.
-- sample_count is an integer, scores are double precision rounded to 3 places: both arrive in JavaScript as numbers.

CREATE MATERIALIZED VIEW @schema@.mv_lane_score_distribution AS
SELECT
  lane.challenge_id,
  lane.lane_key,
  measure.sample_count,
  round(measure.mean_score::numeric, 3)::double precision AS mean_score,
  round(measure.stddev_score::numeric, 3)::double precision AS stddev_score,
  round(measure.min_score::numeric, 3)::double precision AS min_score,
  round(measure.max_score::numeric, 3)::double precision AS max_score,
  round(measure.percentiles[1]::numeric, 3)::double precision AS p10,
  round(measure.percentiles[2]::numeric, 3)::double precision AS p25,
  round(measure.percentiles[3]::numeric, 3)::double precision AS p50,
  round(measure.percentiles[4]::numeric, 3)::double precision AS p75,
  round(measure.percentiles[5]::numeric, 3)::double precision AS p90,
  lane.last_submission_at
FROM (
  SELECT
    submission.challenge_id,
    sample.lane_key,
    array_agg(sample.score) AS scores,
    max(submission.created_at) AS last_submission_at
  FROM submissions AS submission
  CROSS JOIN LATERAL @schema@.analytics_lane_scores(submission.final_lane_scores) AS sample
  WHERE submission.status = 'scored'
    AND submission.challenge_id IS NOT NULL
    AND isfinite(submission.created_at)
  GROUP BY submission.challenge_id, sample.lane_key
) AS lane
CROSS JOIN LATERAL (
  SELECT
    count(*)::integer AS sample_count,
    avg(score) AS mean_score,
    stddev_samp(score) AS stddev_score,
    min(score) AS min_score,
    max(score) AS max_score,
    percentile_cont(ARRAY[0.10, 0.25, 0.50, 0.75, 0.90]) WITHIN GROUP (ORDER BY score) AS percentiles
  FROM unnest(lane.scores) AS score
) AS measure
WITH NO DATA;

CREATE UNIQUE INDEX mv_lane_score_distribution_key
  ON @schema@.mv_lane_score_distribution (challenge_id, lane_key);

COMMENT ON MATERIALIZED VIEW @schema@.mv_lane_score_distribution IS
  'The distribution of scores per challenge and lane.';
