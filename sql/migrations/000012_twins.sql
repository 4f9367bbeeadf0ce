-- Live twins: the same numbers once more, in tables of which only the slices that changed are computed anew.
--
-- A slice is the rows of one challenge. Each metric has one definition, that of its materialized view: the plain view
-- `…_definition` is made from it here, word for word, and hands a condition on challenge_id down to the submissions.
-- The materialized view is refreshed whole, by schedule, and is the reference; the twin follows the outbox.

ALTER TABLE @schema@.analytics_refresh_queue ADD COLUMN recomputed_at timestamptz;
COMMENT ON COLUMN @schema@.analytics_refresh_queue.recomputed_at IS 'When the twins first showed it; NULL while its slice waits.';
-- Which slices wait, and what of a slice waits.
CREATE INDEX analytics_refresh_queue_slice_idx ON @schema@.analytics_refresh_queue (challenge_id, id)
  WHERE recomputed_at IS NULL;

CREATE TABLE @schema@.analytics_slice (
  challenge_id   uuid             PRIMARY KEY,
  data_as_of     timestamptz,
  recomputed_at  timestamptz,
  duration_ms    double precision,
  changed_rows   integer,
  wanted_at      timestamptz,
  attempts       integer          NOT NULL DEFAULT 0,
  last_error     text,
  last_sqlstate  text,
  retry_at       timestamptz
);
COMMENT ON TABLE @schema@.analytics_slice IS 'How far the twins are, challenge by challenge.';
COMMENT ON COLUMN @schema@.analytics_slice.data_as_of IS 'The twins show what had been committed then, or later.';
COMMENT ON COLUMN @schema@.analytics_slice.wanted_at IS 'Asked for without an event, by a backfill or a comparison that found a difference.';
COMMENT ON COLUMN @schema@.analytics_slice.attempts IS 'Failures in a row. It is left alone until retry_at, so that the others go on.';
CREATE INDEX analytics_slice_wanted_idx ON @schema@.analytics_slice (wanted_at) WHERE wanted_at IS NOT NULL;
CREATE INDEX analytics_slice_failing_idx ON @schema@.analytics_slice (challenge_id) WHERE attempts > 0;

CREATE TABLE @schema@.analytics_twin_state (
  only_row         boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
  listed_at        timestamptz,
  verified_at      timestamptz,
  differing_rows   integer,
  differing_slices integer
);
COMMENT ON TABLE @schema@.analytics_twin_state IS
  'When all challenges were first known as slices, and what the last comparison of the twins with the views found.';
INSERT INTO @schema@.analytics_twin_state DEFAULT VALUES;

CREATE TABLE @schema@.analytics_lane_score_distribution (LIKE @schema@.mv_lane_score_distribution);
ALTER TABLE @schema@.analytics_lane_score_distribution ADD PRIMARY KEY (challenge_id, lane_key);

CREATE TABLE @schema@.analytics_weakness_patterns (LIKE @schema@.mv_weakness_patterns);
ALTER TABLE @schema@.analytics_weakness_patterns ADD PRIMARY KEY (agent_id, challenge_id, lane_key);
-- Who is weak on a challenge, and the rows of a slice.
CREATE INDEX analytics_weakness_patterns_challenge_idx
  ON @schema@.analytics_weakness_patterns (challenge_id, lane_key, avg_score);

CREATE TABLE @schema@.analytics_agent_progress (LIKE @schema@.mv_agent_progress);
ALTER TABLE @schema@.analytics_agent_progress ADD PRIMARY KEY (agent_id, challenge_id, week);
-- The rows of a slice.
CREATE INDEX analytics_agent_progress_challenge_idx ON @schema@.analytics_agent_progress (challenge_id);

CREATE TABLE @schema@.analytics_time_to_first_win (LIKE @schema@.mv_time_to_first_win);
ALTER TABLE @schema@.analytics_time_to_first_win ADD PRIMARY KEY (challenge_id);

-- The twins in the order in which they are computed: a definition may read a twin before it.
CREATE FUNCTION @schema@.analytics_twins() RETURNS TABLE (nth integer, twin text, view_name text)
  LANGUAGE sql IMMUTABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT nth, 'analytics_' || metric, 'mv_' || metric
  FROM (VALUES
    (1, 'lane_score_distribution'), (2, 'weakness_patterns'), (3, 'agent_progress'), (4, 'time_to_first_win')
  ) AS metrics (nth, metric)
$$;

-- A twin reads twins where its view reads views.
DO $$
DECLARE
  metric record;
BEGIN
  FOR metric IN SELECT * FROM @schema@.analytics_twins() ORDER BY nth LOOP
    EXECUTE format(
      'CREATE VIEW @schema@.%I AS %s', metric.twin || '_definition',
      regexp_replace(
        pg_get_viewdef(format('%I.%I', @schema_text@, metric.view_name)::regclass),
        '\mmv_(lane_score_distribution|weakness_patterns|agent_progress|time_to_first_win)\M', 'analytics_\1', 'g'
      )
    );
  END LOOP;
END
$$;

-- Computes the rows of one challenge in one twin anew. Writes what differs and takes away what vanished; a row that
-- stays as it was is not touched. Gives how many rows changed.
CREATE FUNCTION @schema@.analytics_recompute_twin(twin text, challenge uuid) RETURNS integer
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
  SET jit = off
  SET work_mem = '64MB'
  -- There may be many small ones in a row, beside everything else that the server does.
  SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
  target CONSTANT regclass := format('%I.%I', @schema_text@, twin)::regclass;
  definition CONSTANT regclass := format('%I.%I', @schema_text@, twin || '_definition')::regclass;
  keys text;
  others text;
  new_others text;
  changed integer;
BEGIN
  SELECT
    string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attnum = ANY (i.indkey::int2[])),
    string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attnum <> ALL (i.indkey::int2[])),
    string_agg('excluded.' || quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attnum <> ALL (i.indkey::int2[]))
  INTO STRICT keys, others, new_others
  FROM pg_index AS i
  JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE i.indrelid = target AND i.indisprimary;

  EXECUTE format(
    $sql$
      WITH fresh AS MATERIALIZED (
        SELECT * FROM %1$s WHERE challenge_id = $1
      ), vanished AS (
        DELETE FROM %2$s
        WHERE challenge_id = $1 AND (%3$s) NOT IN (SELECT %3$s FROM fresh)
        RETURNING 1
      ), written AS (
        INSERT INTO %2$s
        (SELECT * FROM fresh EXCEPT SELECT * FROM %2$s WHERE challenge_id = $1)
        ON CONFLICT (%3$s) DO UPDATE SET (%4$s) = ROW(%5$s)
        RETURNING 1
      )
      SELECT (SELECT count(*) FROM vanished) + (SELECT count(*) FROM written)
    $sql$, definition, target, keys, others, new_others
  ) INTO changed USING challenge;
  RETURN changed;
END
$$;

-- Makes every challenge that has scored submissions, or is in a twin, a slice that waits. Those that are known as slices
-- stay as they are. The body is parsed here and now, so it finds the operational tables whatever the search path is.
CREATE FUNCTION @schema@.analytics_list_slices() RETURNS void
  LANGUAGE sql SECURITY DEFINER
BEGIN ATOMIC
  INSERT INTO @schema@.analytics_slice (challenge_id, wanted_at)
  SELECT challenge_id, clock_timestamp()
  FROM (
    SELECT challenge_id FROM submissions WHERE status = 'scored' AND challenge_id IS NOT NULL
    UNION
    SELECT challenge_id FROM @schema@.analytics_agent_progress
    UNION
    SELECT challenge_id FROM @schema@.analytics_lane_score_distribution
  ) AS known
  ORDER BY challenge_id
  ON CONFLICT DO NOTHING;
  UPDATE @schema@.analytics_twin_state SET listed_at = coalesce(listed_at, clock_timestamp());
END;

-- An outbox row that goes away before its slice was computed leaves a wish behind: nothing is lost to the purge.
CREATE FUNCTION @schema@.analytics_keep_purged_slices() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO @schema@.analytics_slice AS slice (challenge_id, wanted_at)
  SELECT DISTINCT challenge_id, now() FROM old_rows WHERE recomputed_at IS NULL ORDER BY challenge_id
  ON CONFLICT (challenge_id) DO UPDATE SET wanted_at = coalesce(slice.wanted_at, excluded.wanted_at);
  RETURN NULL;
END
$$;
CREATE TRIGGER analytics_refresh_queue_purged AFTER DELETE ON @schema@.analytics_refresh_queue
  REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION @schema@.analytics_keep_purged_slices();
