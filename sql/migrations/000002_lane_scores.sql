-- The one place that says which lane values count: JSON numbers inside a JSON object.
--
-- NULL, null, arrays, strings, booleans and nested values give no row, and nothing here can raise. Two limits keep
-- arithmetic in `double precision` from failing later: a magnitude of 1e100 or more (1e400 does not fit the type, and
-- the square of 1e200 does not either) is left out; one of 1e-100 or less counts as 0.
-- Plain SQL without SET or STRICT, so that the planner inlines it into the views.

CREATE FUNCTION @schema@.analytics_lane_scores(scores jsonb)
  RETURNS TABLE (lane_key text, score double precision)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT
    lane.key COLLATE "C",
    CASE
      WHEN pg_catalog.jsonb_typeof(lane.value) <> 'number' THEN NULL
      WHEN pg_catalog.abs(lane.value::numeric) <= 1e-100 THEN 0
      ELSE lane.value::double precision
    END
  FROM pg_catalog.jsonb_each(
    -- The guard stands in the argument: a condition elsewhere may be evaluated after jsonb_each has raised.
    CASE pg_catalog.jsonb_typeof(scores) WHEN 'object' THEN scores END
  ) AS lane
  WHERE CASE pg_catalog.jsonb_typeof(lane.value)
    WHEN 'number' THEN pg_catalog.abs(lane.value::numeric) < 1e100
    ELSE false
  END
$$;
COMMENT ON FUNCTION @schema@.analytics_lane_scores(jsonb) IS 'The lane values of one submission that count.';
