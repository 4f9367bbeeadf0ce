-- Whether the twins are what the views are:
--
--   CALL analytics_verify_twins();
--
-- brings the twins up to date, refreshes the views, compares them both ways, and makes the slices that differ wait.

-- A sum in another order may fall on the other side of a tie in the last place: that is the same row. A category may
-- follow such a difference. Everything else has to be equal.
CREATE FUNCTION @schema@.analytics_is_same_row(one jsonb, other jsonb) RETURNS boolean
  LANGUAGE sql IMMUTABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT bool_or(is_number AND one_value <> other_value) AND bool_and(
    CASE
      WHEN is_number THEN abs((one_value #>> '{}')::numeric - (other_value #>> '{}')::numeric) <= CASE
        WHEN key LIKE '%count' OR key LIKE 'agents%' THEN 0
        WHEN key LIKE '%slope' THEN 0.0000015
        WHEN key LIKE '%days%' THEN 0.15
        ELSE 0.0015
      END
      ELSE one_value = other_value OR key = 'performance_category'
    END
  )
  FROM (
    SELECT
      key, value AS one_value, other -> key AS other_value,
      jsonb_typeof(value) = 'number' AND jsonb_typeof(other -> key) = 'number' AS is_number
    FROM jsonb_each(one)
  ) AS pair
$$;

-- What is in a view or its twin alone, counted by challenge; of rows that differ, both are counted.
CREATE FUNCTION @schema@.analytics_compare_twins()
  RETURNS TABLE (challenge_id uuid, view_name text, only_in_view integer, only_in_twin integer)
  LANGUAGE plpgsql STABLE
  SET search_path = pg_catalog, pg_temp
  SET jit = off
  SET work_mem = '64MB'
AS $$
DECLARE
  metric record;
  keys text;
BEGIN
  FOR metric IN SELECT * FROM @schema@.analytics_twins() ORDER BY nth LOOP
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) INTO STRICT keys
    FROM pg_index AS i
    JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])
    WHERE i.indrelid = format('%I.%I', @schema_text@, metric.twin)::regclass AND i.indisprimary;
    RETURN QUERY EXECUTE format(
      $sql$
        WITH in_view AS (SELECT * FROM @schema@.%1$I EXCEPT SELECT * FROM @schema@.%2$I),
        in_twin AS (SELECT * FROM @schema@.%2$I EXCEPT SELECT * FROM @schema@.%1$I)
        SELECT challenge_id, %1$L::text, count(v.challenge_id)::integer, count(t.challenge_id)::integer
        FROM in_view AS v FULL JOIN in_twin AS t USING (%3$s)
        WHERE v.challenge_id IS NULL OR t.challenge_id IS NULL
          OR NOT @schema@.analytics_is_same_row(to_jsonb(v), to_jsonb(t))
        GROUP BY 1
      $sql$, metric.view_name, metric.twin, keys
    );
  END LOOP;
END
$$;

-- A challenge is compared where nothing of it waits and its slice is older than the views: any event since then would
-- wait, or would have made the slice younger. The others are counted as busy. `report` tells what was found.
CREATE PROCEDURE @schema@.analytics_verify_twins(cause text DEFAULT 'cron', INOUT report jsonb DEFAULT NULL)
  LANGUAGE plpgsql
AS $$
DECLARE
  began timestamptz;
  outcome jsonb;
  view_name text;
  found jsonb;
  busy integer;
BEGIN
  CALL @schema@.analytics_refresh_slices(1000000, false, outcome);
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  began := clock_timestamp();
  COMMIT;
  FOREACH view_name IN ARRAY ARRAY(SELECT each.view_name FROM @schema@.analytics_twins() AS each ORDER BY each.nth) LOOP
    CALL @schema@.analytics_refresh(view_name, cause);
    COMMIT;
  END LOOP;
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  -- A refresh that another session was at may have begun before this.
  SELECT least(began, min(latest.started_at)) INTO began
  FROM @schema@.analytics_twins() AS metric
  CROSS JOIN LATERAL (
    SELECT log.started_at
    FROM @schema@.analytics_refresh_log AS log
    WHERE log.view_name = metric.view_name AND log.status = 'succeeded'
    ORDER BY log.started_at DESC
    LIMIT 1
  ) AS latest;

  -- One statement, and so one moment.
  WITH unsettled AS (
    SELECT slice.challenge_id
    FROM @schema@.analytics_slice AS slice
    WHERE slice.data_as_of >= began OR slice.wanted_at IS NOT NULL OR slice.attempts > 0
    UNION
    SELECT queue.challenge_id FROM @schema@.analytics_refresh_queue AS queue WHERE queue.recomputed_at IS NULL
  )
  SELECT
    (SELECT count(*) FROM unsettled),
    (
      SELECT coalesce(jsonb_agg(to_jsonb(difference) ORDER BY difference.view_name, difference.challenge_id), '[]')
      FROM @schema@.analytics_compare_twins() AS difference
      WHERE difference.challenge_id NOT IN (SELECT unsettled.challenge_id FROM unsettled)
    )
  INTO busy, found;

  INSERT INTO @schema@.analytics_slice AS slice (challenge_id, wanted_at)
  SELECT DISTINCT (each ->> 'challenge_id')::uuid, now()
  FROM jsonb_array_elements(found) AS each
  ORDER BY 1
  ON CONFLICT (challenge_id) DO UPDATE SET wanted_at = coalesce(slice.wanted_at, excluded.wanted_at);
  UPDATE @schema@.analytics_twin_state
  SET verified_at = clock_timestamp(),
    differing_slices = (SELECT count(DISTINCT each ->> 'challenge_id') FROM jsonb_array_elements(found) AS each),
    differing_rows = (
      SELECT coalesce(sum(greatest((each ->> 'only_in_view')::integer, (each ->> 'only_in_twin')::integer)), 0)
      FROM jsonb_array_elements(found) AS each
    );
  report := jsonb_build_object('differences', found, 'busy', busy);
END
$$;
COMMENT ON PROCEDURE @schema@.analytics_verify_twins(text, jsonb) IS
  'Compares the live twins with freshly refreshed views, and has the slices that differ computed anew.';
