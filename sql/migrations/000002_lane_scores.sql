-- The one place that says which lane values count: JSON numbers inside a JSON object.
--
-- NULL, null, arrays, strings, booleans and nested values give no row, and nothing here can raise. A magnitude of 1e100
-- or more is left out too: 1e400 does not fit `double precision`, and the square of 1e200 does not either. A number of
-- very many decimal places is rounded to a hundred: 1e-400 does not fit the type.
-- Plain SQL without SET or STRICT, so that the planner inlines it into the views and can run it in parallel.

CREATE FUNCTION @schema@.analytics_lane_scores(scores jsonb)
  RETURNS TABLE (lane_key text, score double precision)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT
    lane.key COLLATE "C",
    CASE pg_catalog.jsonb_typeof(lane.value)
      WHEN 'number' THEN CASE
        WHEN pg_catalog.scale(lane.value::numeric) < 300 THEN lane.value::double precision
        ELSE pg_catalog.round(lane.value::numeric, 100)::double precision
      END
    END
  FROM pg_catalog.jsonb_each(
    -- The guard stands in the argument: a condition elsewhere may be evaluated after jsonb_each has raised.
    CASE pg_catalog.jsonb_typeof(scores) WHEN 'object' THEN scores END
  ) AS lane
  WHERE CASE pg_catalog.jsonb_typeof(lane.value) WHEN 'number' THEN pg_catalog.abs(lane.value::numeric) < 1e100 END
$$;
COMMENT ON FUNCTION @schema@.analytics_lane_scores(jsonb) IS 'The lane values of one submission that count.';
