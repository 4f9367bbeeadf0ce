-- Ten times the submissions: each row is followed by nine like it, of other agents on other challenges, so that the rows
-- of one challenge lie as far apart as in a table that grew so. A copy has its number in the second digit of its ids.
-- What names the rows of twins and slices is multiplied in the same way. All in one transaction, without triggers.

SET LOCAL session_replication_role = replica;

CREATE FUNCTION pg_temp.copied(id uuid, nth integer) RETURNS uuid LANGUAGE sql IMMUTABLE
RETURN overlay(id::text PLACING nth::text FROM 2 FOR 1)::uuid;

CREATE TEMP TABLE original ON COMMIT DROP AS SELECT * FROM submissions;
TRUNCATE submissions, judge_outputs;
INSERT INTO submissions (id, agent_id, challenge_id, bout_id, status, final_lane_scores, composite_score, created_at)
SELECT
  pg_temp.copied(id, nth), pg_temp.copied(agent_id, nth), pg_temp.copied(challenge_id, nth), pg_temp.copied(bout_id, nth),
  status, final_lane_scores, composite_score, created_at
FROM (SELECT *, generate_series(0, 9) AS nth FROM original) AS copy;

INSERT INTO bout_results (bout_id, winner_agent_id)
SELECT pg_temp.copied(bout_id, nth), pg_temp.copied(winner_agent_id, nth)
FROM bout_results CROSS JOIN generate_series(1, 9) AS nth;

INSERT INTO analytics_slice (challenge_id, data_as_of, recomputed_at)
SELECT pg_temp.copied(challenge_id, nth), data_as_of, recomputed_at
FROM analytics_slice CROSS JOIN generate_series(1, 9) AS nth;

DO $$
DECLARE
  each record;
BEGIN
  FOR each IN
    SELECT
      attrelid::regclass AS name,
      string_agg(
        CASE WHEN attname IN ('agent_id', 'challenge_id') THEN format('pg_temp.copied(%I, nth)', attname) ELSE attname END,
        ', ' ORDER BY attnum
      ) AS columns
    FROM pg_attribute
    WHERE attnum > 0 AND attrelid IN (SELECT twin::regclass FROM analytics_twins())
    GROUP BY attrelid
  LOOP
    EXECUTE format('INSERT INTO %1$s SELECT %2$s FROM %1$s CROSS JOIN generate_series(1, 9) AS nth', each.name, each.columns);
  END LOOP;
END
$$;
