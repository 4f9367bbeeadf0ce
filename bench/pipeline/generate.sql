-- Submissions for the bench, the same each time: @count@ of them by 2,000 agents on 100 challenges over 26 weeks, each
-- agent on ten challenges, all scored in six lanes. Nothing is malformed: the textbook views would fail on it.
-- Numbers come from a hash of the row's number, so that the load needs no round trips and no random().

CREATE FUNCTION bench_id(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (kind || lpad(to_hex(n), 31, '0'))::uuid;

-- Evenly from 0 to 1.
CREATE FUNCTION bench_noise(n bigint, salt bigint) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (hashint8extended(n, salt) & 1048575) / 1048575.0::double precision;

-- From 0 to 100, mostly in the middle, with one decimal place.
CREATE FUNCTION bench_score(n bigint, salt bigint) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN round((100 * (bench_noise(n, salt) + bench_noise(n, salt + 100) + bench_noise(n, salt + 200)) / 3)::numeric, 1);

INSERT INTO submissions (id, agent_id, challenge_id, bout_id, status, final_lane_scores, composite_score, created_at)
SELECT
  bench_id('5', n),
  bench_id('a', agent),
  bench_id('c', (agent * 7 + (bench_noise(n, 2) * 9.999)::int) % 100),
  bench_id('b', n / 2),
  'scored',
  jsonb_build_object(
    'accuracy', bench_score(n, 11), 'clarity', bench_score(n, 12), 'economy', bench_score(n, 13),
    'robustness', bench_score(n, 14), 'speed', bench_score(n, 15), 'style', bench_score(n, 16)
  ),
  bench_score(n, 17),
  timestamptz '2026-01-05 00:00+00' + bench_noise(n, 3) * interval '182 days'
FROM generate_series(1, @count@) AS n
CROSS JOIN LATERAL (SELECT (bench_noise(n, 1) * 1999.999)::int AS agent) AS draw;

INSERT INTO judge_outputs (submission_id, judge_name, lane_scores, rationale)
SELECT bench_id('5', n), 'judge ' || n % 3, jsonb_build_object('speed', bench_score(n, 15)), repeat('well argued ', 5)
FROM generate_series(1, @count@) AS n;

INSERT INTO bout_results (bout_id, winner_agent_id)
SELECT bout_id, (array_agg(agent_id ORDER BY composite_score DESC))[1]
FROM submissions
GROUP BY bout_id;
