-- How the scores of each lane are distributed, per challenge: percentiles never mix challenges.
--
-- One aggregate holds the scores of a lane, and one sort of it gives all five percentiles.
-- sample_count is an integer, scores are double precision rounded to 3 places: both arrive in JavaScript as numbers.

CREATE MATERIALIZED VIEW @schema@.mv_lane_score_distribution AS
SELECT
  lane.challenge_id,
  lane.lane_key,
  lane.sample_count,
  round(lane.mean_score::numeric, 3)::double precision AS mean_score,
  round(lane.stddev_score::numeric, 3)::double precision AS stddev_score,
  round(lane.min_score::numeric, 3)::double precision AS min_score,
  round(lane.max_score::numeric, 3)::double precision AS max_score,
  round(lane.percentiles[1]::numeric, 3)::double precision AS p10,
  round(lane.percentiles[2]::numeric, 3)::double precision AS p25,
  round(lane.percentiles[3]::numeric, 3)::double precision AS p50,
  round(lane.percentiles[4]::numeric, 3)::double precision AS p75,
  round(lane.percentiles[5]::numeric, 3)::double precision AS p90,
  lane.last_submission_at
FROM (
  SELECT
    submission.challenge_id,
    sample.lane_key,
    count(*)::integer AS sample_count,
    avg(sample.score) AS mean_score,
    stddev_samp(sample.score) AS stddev_score,
    min(sample.score) AS min_score,
    max(sample.score) AS max_score,
    percentile_cont(ARRAY[0.10, 0.25, 0.50, 0.75, 0.90]) WITHIN GROUP (ORDER BY sample.score) AS percentiles,
    max(submission.created_at) AS last_submission_at
  FROM submissions AS submission
  CROSS JOIN LATERAL @schema@.analytics_lane_scores(submission.final_lane_scores) AS sample
  WHERE submission.status = 'scored'
    AND submission.challenge_id IS NOT NULL
    AND isfinite(submission.created_at)
  GROUP BY submission.challenge_id, sample.lane_key
) AS lane
WITH NO DATA;

CREATE UNIQUE INDEX mv_lane_score_distribution_key
  ON @schema@.mv_lane_score_distribution (challenge_id, lane_key);

COMMENT ON MATERIALIZED VIEW @schema@.mv_lane_score_distribution IS
  'The distribution of scores per challenge and lane.';
