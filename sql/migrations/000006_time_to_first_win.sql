-- How long agents take to a first win: days from an agent's first scored submission on a challenge to its first scored
-- submission whose bout it won. Only challenges where at least five agents have won.
--
-- Only the earliest moments are asked for, so a bout with several result rows does no harm.

CREATE MATERIALIZED VIEW @schema@.mv_time_to_first_win AS
SELECT
  agent.challenge_id,
  count(*)::integer AS agents_with_win,
  round(
    avg(date_part('epoch', agent.first_win_at - agent.first_submission_at) / 86400)::numeric, 1
  )::double precision AS avg_days_to_first_win
FROM (
  SELECT
    submission.challenge_id,
    submission.agent_id,
    min(submission.created_at) AS first_submission_at,
    min(submission.created_at) FILTER (WHERE won.bout_id IS NOT NULL) AS first_win_at
  FROM submissions AS submission
  LEFT JOIN bout_results AS won
    ON won.bout_id = submission.bout_id AND won.winner_agent_id = submission.agent_id
  WHERE submission.status = 'scored'
    AND submission.agent_id IS NOT NULL
    AND submission.challenge_id IS NOT NULL
    AND isfinite(submission.created_at)
  GROUP BY submission.challenge_id, submission.agent_id
) AS agent
WHERE agent.first_win_at IS NOT NULL
GROUP BY agent.challenge_id
HAVING count(*) >= 5
WITH NO DATA;

CREATE UNIQUE INDEX mv_time_to_first_win_key
  ON @schema@.mv_time_to_first_win (challenge_id);

COMMENT ON MATERIALIZED VIEW @schema@.mv_time_to_first_win IS
  'Days from the first scored submission to the first win, per challenge.';
