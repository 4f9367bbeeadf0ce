-- The four views as they are usually written: one percentile_cont per percentile, jsonb_each with a cast through text
-- wherever scores are read, percentiles computed again where they are needed again. They end with the same numbers on
-- clean data; a malformed row makes them fail.

CREATE MATERIALIZED VIEW mv_textbook_lane_score_distribution AS
SELECT
  s.challenge_id,
  lane.key AS lane_key,
  count(*)::int AS sample_count,
  round(avg((lane.value::text)::numeric), 3) AS mean_score,
  round(stddev((lane.value::text)::numeric), 3) AS stddev_score,
  min((lane.value::text)::numeric) AS min_score,
  max((lane.value::text)::numeric) AS max_score,
  percentile_cont(0.10) WITHIN GROUP (ORDER BY (lane.value::text)::double precision) AS p10,
  percentile_cont(0.25) WITHIN GROUP (ORDER BY (lane.value::text)::double precision) AS p25,
  percentile_cont(0.50) WITHIN GROUP (ORDER BY (lane.value::text)::double precision) AS p50,
  percentile_cont(0.75) WITHIN GROUP (ORDER BY (lane.value::text)::double precision) AS p75,
  percentile_cont(0.90) WITHIN GROUP (ORDER BY (lane.value::text)::double precision) AS p90,
  max(s.created_at) AS last_submission_at
FROM submissions AS s
CROSS JOIN LATERAL jsonb_each(s.final_lane_scores) AS lane
WHERE s.status = 'scored' AND s.final_lane_scores IS NOT NULL
GROUP BY s.challenge_id, lane.key
WITH NO DATA;
CREATE UNIQUE INDEX ON mv_textbook_lane_score_distribution (challenge_id, lane_key);

CREATE MATERIALIZED VIEW mv_textbook_weakness_patterns AS
WITH lane_scores AS (
  SELECT s.agent_id, s.challenge_id, s.created_at, lane.key AS lane_key, (lane.value::text)::numeric AS score
  FROM submissions AS s
  CROSS JOIN LATERAL jsonb_each(s.final_lane_scores) AS lane
  WHERE s.status = 'scored' AND s.final_lane_scores IS NOT NULL
), agent_stats AS (
  SELECT
    agent_id, challenge_id, lane_key,
    count(*)::int AS attempt_count,
    round(avg(score), 3) AS avg_score,
    min(score) AS min_score,
    max(score) AS max_score,
    round((regr_slope(score::double precision, extract(epoch FROM created_at)::double precision) * 86400)::numeric, 6)
      AS score_trend_slope
  FROM lane_scores
  GROUP BY agent_id, challenge_id, lane_key
  HAVING count(*) >= 2
), challenge_stats AS (
  SELECT
    challenge_id, lane_key,
    percentile_cont(0.25) WITHIN GROUP (ORDER BY score::double precision) AS p25,
    percentile_cont(0.50) WITHIN GROUP (ORDER BY score::double precision) AS p50,
    percentile_cont(0.75) WITHIN GROUP (ORDER BY score::double precision) AS p75,
    count(*)::int AS sample_count
  FROM lane_scores
  GROUP BY challenge_id, lane_key
)
SELECT
  a.*,
  CASE
    WHEN a.avg_score < c.p25 THEN 'persistent_weakness'
    WHEN a.avg_score < c.p50 THEN 'below_median'
    WHEN a.avg_score > c.p75 THEN 'consistent_strength'
    ELSE 'average'
  END AS performance_category,
  c.p25 AS challenge_p25, c.p50 AS challenge_p50, c.p75 AS challenge_p75, c.sample_count AS challenge_sample_count
FROM agent_stats AS a
JOIN challenge_stats AS c USING (challenge_id, lane_key)
WITH NO DATA;
CREATE UNIQUE INDEX ON mv_textbook_weakness_patterns (agent_id, challenge_id, lane_key);
CREATE INDEX ON mv_textbook_weakness_patterns (challenge_id, lane_key, avg_score);

CREATE MATERIALIZED VIEW mv_textbook_agent_progress AS
WITH weekly AS (
  SELECT
    agent_id, challenge_id,
    date_trunc('week', created_at)::date AS week,
    count(*)::int AS submission_count,
    round(avg(composite_score), 3) AS avg_composite_score,
    max(composite_score) AS best_composite_score,
    min(composite_score) AS worst_composite_score
  FROM submissions
  WHERE status = 'scored'
  GROUP BY agent_id, challenge_id, date_trunc('week', created_at)
)
SELECT
  *,
  avg_composite_score - lag(avg_composite_score) OVER (PARTITION BY agent_id, challenge_id ORDER BY week)
    AS wow_composite_delta
FROM weekly
WITH NO DATA;
CREATE UNIQUE INDEX ON mv_textbook_agent_progress (agent_id, challenge_id, week);

CREATE MATERIALIZED VIEW mv_textbook_time_to_first_win AS
WITH first_submission AS (
  SELECT agent_id, challenge_id, min(created_at) AS first_at
  FROM submissions
  WHERE status = 'scored'
  GROUP BY agent_id, challenge_id
), first_win AS (
  SELECT s.agent_id, s.challenge_id, min(s.created_at) AS won_at
  FROM submissions AS s
  JOIN bout_results AS b ON b.bout_id = s.bout_id AND b.winner_agent_id = s.agent_id
  WHERE s.status = 'scored'
  GROUP BY s.agent_id, s.challenge_id
)
SELECT
  f.challenge_id,
  count(*)::int AS agents_with_win,
  round(avg(extract(epoch FROM w.won_at - f.first_at) / 86400)::numeric, 1) AS avg_days_to_first_win
FROM first_submission AS f
JOIN first_win AS w USING (agent_id, challenge_id)
GROUP BY f.challenge_id
HAVING count(*) >= 5
WITH NO DATA;
CREATE UNIQUE INDEX ON mv_textbook_time_to_first_win (challenge_id);
