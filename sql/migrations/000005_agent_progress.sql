-- How an agent does on a challenge from week to week.
--
-- A week is the date of its Monday in UTC, whatever the server's or the session's time zone. The delta compares with
-- the agent's previous week that has submissions on the challenge, and is taken before rounding.
-- A composite score that is no finite number (NaN, Infinity, 1e400) counts as absent.

CREATE MATERIALIZED VIEW @schema@.mv_agent_progress AS
SELECT
  weekly.agent_id,
  weekly.challenge_id,
  weekly.week,
  weekly.submission_count,
  round(weekly.avg_composite_score, 3)::double precision AS avg_composite_score,
  round(weekly.best_composite_score, 3)::double precision AS best_composite_score,
  round(weekly.worst_composite_score, 3)::double precision AS worst_composite_score,
  round(
    weekly.avg_composite_score - lag(weekly.avg_composite_score) OVER (
      PARTITION BY weekly.agent_id, weekly.challenge_id ORDER BY weekly.week
    ), 3
  )::double precision AS wow_composite_delta
FROM (
  SELECT
    submission.agent_id,
    submission.challenge_id,
    date_trunc('week', submission.created_at AT TIME ZONE 'UTC')::date AS week,
    count(*)::integer AS submission_count,
    avg(submission.composite_score) FILTER (WHERE submission.composite_score BETWEEN -1e100 AND 1e100) AS avg_composite_score,
    max(submission.composite_score) FILTER (WHERE submission.composite_score BETWEEN -1e100 AND 1e100) AS best_composite_score,
    min(submission.composite_score) FILTER (WHERE submission.composite_score BETWEEN -1e100 AND 1e100) AS worst_composite_score
  FROM submissions AS submission
  WHERE submission.status = 'scored'
    AND submission.agent_id IS NOT NULL
    AND submission.challenge_id IS NOT NULL
    AND isfinite(submission.created_at)
  GROUP BY 1, 2, 3
) AS weekly
WITH NO DATA;

CREATE UNIQUE INDEX mv_agent_progress_key
  ON @schema@.mv_agent_progress (agent_id, challenge_id, week);

COMMENT ON MATERIALIZED VIEW @schema@.mv_agent_progress IS
  'Composite scores per agent, challenge and UTC week (the date of its Monday).';
