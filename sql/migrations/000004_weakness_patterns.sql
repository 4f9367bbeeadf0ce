-- Where each agent is weak or strong on a challenge, and whether it improves.
--
-- The percentiles come from mv_lane_score_distribution, so this view is refreshed after it (analytics_refresh sees to
-- it) and no lane is sorted twice. Averages are compared as they are shown, rounded to 3 places: the category of a row
-- never contradicts its numbers.
--
-- The slope is in score per day. The moments are whole microseconds from a fixed day: sums of whole numbers are exact
-- in double precision, so attempts that lie close together keep their slope.

CREATE MATERIALIZED VIEW @schema@.mv_weakness_patterns AS
SELECT
  pattern.agent_id,
  pattern.challenge_id,
  pattern.lane_key,
  pattern.attempt_count,
  pattern.avg_score,
  pattern.min_score,
  pattern.max_score,
  pattern.score_trend_slope,
  CASE
    WHEN pattern.avg_score < challenge.p25 THEN 'persistent_weakness'
    WHEN pattern.avg_score < challenge.p50 THEN 'below_median'
    WHEN pattern.avg_score > challenge.p75 THEN 'consistent_strength'
    ELSE 'average'
  END AS performance_category,
  challenge.p25 AS challenge_p25,
  challenge.p50 AS challenge_p50,
  challenge.p75 AS challenge_p75,
  challenge.sample_count AS challenge_sample_count
FROM (
  SELECT
    attempt.agent_id,
    attempt.challenge_id,
    sample.lane_key,
    count(*)::integer AS attempt_count,
    -- The average, in the form that shares its work with the slope.
    round(regr_avgy(sample.score, attempt.moment_us)::numeric, 3)::double precision AS avg_score,
    round(min(sample.score)::numeric, 3)::double precision AS min_score,
    round(max(sample.score)::numeric, 3)::double precision AS max_score,
    CASE
      -- Asked of the moments themselves: rounding inside regr_slope may see a spread where there is none.
      WHEN min(attempt.created_at) < max(attempt.created_at) THEN
        round((regr_slope(sample.score, attempt.moment_us) * 86400e6)::numeric, 6)::double precision
    END AS score_trend_slope
  FROM (
    SELECT
      submission.agent_id,
      submission.challenge_id,
      submission.final_lane_scores,
      submission.created_at,
      round(date_part('epoch', submission.created_at - timestamptz '2025-01-01 00:00:00+00') * 1e6) AS moment_us
    FROM submissions AS submission
    WHERE submission.status = 'scored'
      AND submission.agent_id IS NOT NULL
      AND submission.challenge_id IS NOT NULL
      AND isfinite(submission.created_at)
  ) AS attempt
  CROSS JOIN LATERAL @schema@.analytics_lane_scores(attempt.final_lane_scores) AS sample
  GROUP BY attempt.agent_id, attempt.challenge_id, sample.lane_key
  HAVING count(*) >= 2
) AS pattern
JOIN @schema@.mv_lane_score_distribution AS challenge
  ON challenge.challenge_id = pattern.challenge_id AND challenge.lane_key = pattern.lane_key
WITH NO DATA;

CREATE UNIQUE INDEX mv_weakness_patterns_key
  ON @schema@.mv_weakness_patterns (agent_id, challenge_id, lane_key);
-- Who is weak on a challenge.
CREATE INDEX mv_weakness_patterns_challenge_idx
  ON @schema@.mv_weakness_patterns (challenge_id, lane_key, avg_score);

COMMENT ON MATERIALIZED VIEW @schema@.mv_weakness_patterns IS
  'Weak and strong lanes per agent and challenge, with the trend in score per day.';
