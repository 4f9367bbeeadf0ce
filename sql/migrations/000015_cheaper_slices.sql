-- A slice is computed by one statement, which reads its submissions once for all four twins; and of two sessions that
-- share the slices none computes again what the other has just computed.

-- Computes the rows of one challenge in all twins anew. Writes what differs and takes away what vanished; a row that
-- stays as it was is not touched. Gives how many rows changed.
--
-- The statement is made of the definitions, word for word but for the schema of two names: `submissions` are those of the
-- challenge, and each twin's new rows are called as the twin is, so that the definitions read these in place of the
-- tables. No condition on the challenge is added to them: planners multiply it with the others, take a busy challenge
-- for one of three rows, and join it by nested loops. The body is parsed here and now and follows the tables from then
-- on, as the views do.
DO $do$
DECLARE
  path CONSTANT text := current_setting('search_path');
  source text;
  metric record;
  items text := '';
  counts text[] := '{}';
BEGIN
  -- So that every name is written with its schema.
  PERFORM set_config('search_path', 'pg_catalog', true);
  SELECT DISTINCT d.refobjid::regclass::text INTO STRICT source
  FROM pg_rewrite AS r
  JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
  JOIN pg_class AS c ON d.refclassid = 'pg_class'::regclass AND c.oid = d.refobjid AND c.relkind <> 'v'
  WHERE r.ev_class = format('%I.%I', @schema_text@, 'analytics_agent_progress_definition')::regclass;
  FOR metric IN
    SELECT
      twins.nth, twins.twin, index.keys, index.others, index.new_others,
      replace(
        replace(
          rtrim(pg_get_viewdef(format('%I.%I', @schema_text@, twins.twin || '_definition')::regclass), '; '),
          source || ' ', 'submissions '
        ),
        format('%I.analytics_lane_score_distribution ', @schema_text@), 'analytics_lane_score_distribution '
      ) AS definition
    FROM @schema@.analytics_twins() AS twins
    CROSS JOIN LATERAL (
      SELECT
        string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attnum = ANY (i.indkey::int2[])) AS keys,
        string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attnum <> ALL (i.indkey::int2[])) AS others,
        string_agg('excluded.' || quote_ident(a.attname), ', ' ORDER BY a.attnum)
          FILTER (WHERE a.attnum <> ALL (i.indkey::int2[])) AS new_others
      FROM pg_index AS i
      JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE i.indrelid = format('%I.%I', @schema_text@, twins.twin)::regclass AND i.indisprimary
    ) AS index
    ORDER BY twins.nth
  LOOP
    items := items || format(
      $sql$,
        %2$I AS MATERIALIZED (
          %3$s
        ), vanished_%1$s AS (
          DELETE FROM @schema@.%2$I
          WHERE challenge_id = $1 AND (%4$s) NOT IN (SELECT %4$s FROM %2$I)
          RETURNING 1
        ), written_%1$s AS (
          INSERT INTO @schema@.%2$I
          (SELECT * FROM %2$I EXCEPT SELECT * FROM @schema@.%2$I WHERE challenge_id = $1)
          ON CONFLICT (%4$s) DO UPDATE SET (%5$s) = ROW(%6$s)
          RETURNING 1
        )$sql$,
      metric.nth, metric.twin, metric.definition, metric.keys, metric.others, metric.new_others
    );
    counts := counts || format('(SELECT count(*) FROM vanished_%1$s)', metric.nth)
      || format('(SELECT count(*) FROM written_%1$s)', metric.nth);
  END LOOP;

  EXECUTE format(
    $sql$
      CREATE FUNCTION @schema@.analytics_recompute_twins(challenge uuid) RETURNS integer
        LANGUAGE sql
        SET search_path = pg_catalog, pg_temp
        SET jit = off
        SET work_mem = '64MB'
        -- There may be many small ones in a row, beside everything else that the server does.
        SET max_parallel_workers_per_gather = 0
        -- What belongs to one challenge is little beside the tables it is in: look it up, do not read them.
        SET random_page_cost = 1.1
      BEGIN ATOMIC
        WITH submissions AS MATERIALIZED (
          SELECT agent_id, challenge_id, bout_id, status, final_lane_scores, composite_score, created_at
          FROM %s
          WHERE challenge_id = $1
        )%s
        SELECT (%s)::integer;
      END
    $sql$, source, items, array_to_string(counts, ' + ')
  );
  PERFORM set_config('search_path', path, true);
END
$do$;
DROP FUNCTION @schema@.analytics_recompute_twin(text, uuid);

-- As before, by one statement.
CREATE OR REPLACE FUNCTION @schema@.analytics_recompute_slice(challenge uuid) RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  began CONSTANT timestamptz := clock_timestamp();
  changed integer;
  elapsed_ms double precision;
  message text;
  state text;
BEGIN
  changed := @schema@.analytics_recompute_twins(challenge);
  elapsed_ms := date_part('epoch', clock_timestamp() - began) * 1000;
  UPDATE @schema@.analytics_slice
  SET data_as_of = began, recomputed_at = clock_timestamp(), duration_ms = elapsed_ms, changed_rows = changed,
    wanted_at = NULL, attempts = 0, last_error = NULL, last_sqlstate = NULL, retry_at = NULL
  WHERE challenge_id = challenge;
  RETURN jsonb_build_object('challengeId', challenge, 'durationMs', elapsed_ms, 'changedRows', changed);
EXCEPTION
  -- A cancelled statement is no failure of the slice, and is not caught by OTHERS.
  WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, state = RETURNED_SQLSTATE;
    UPDATE @schema@.analytics_slice
    SET attempts = attempts + 1, last_error = left(message, 2000), last_sqlstate = state,
      retry_at = clock_timestamp() + least(interval '5 seconds' * 2 ^ least(attempts, 10), interval '10 minutes')
    WHERE challenge_id = challenge;
    RETURN jsonb_build_object('challengeId', challenge, 'error', left(message, 2000), 'sqlstate', state);
END
$$;

-- As before, but what another session has computed since this one made its list is left to the next list, whether it
-- waits again or not: others have waited for longer.
CREATE OR REPLACE PROCEDURE @schema@.analytics_refresh_slices(
  most integer DEFAULT 1000, takes boolean DEFAULT false, INOUT outcome jsonb DEFAULT NULL
)
  LANGUAGE plpgsql
AS $$
DECLARE
  rows_per_mark CONSTANT integer := 10000;
  challenges uuid[];
  versions timestamptz[];
  challenge uuid;
  covered pg_snapshot;
  result jsonb;
  results jsonb := '[]';
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  -- Each statement has to see what was committed before it.
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'slices cannot be refreshed at isolation level %', current_setting('transaction_isolation')
      USING ERRCODE = 'invalid_transaction_state', HINT = 'SET default_transaction_isolation = ''read committed'';';
  END IF;
  IF NOT EXISTS (SELECT FROM @schema@.analytics_twin_state WHERE listed_at IS NOT NULL) THEN
    PERFORM @schema@.analytics_list_slices();
  END IF;
  challenges := ARRAY(SELECT @schema@.analytics_waiting_slices(most));
  INSERT INTO @schema@.analytics_slice (challenge_id)
  SELECT id FROM unnest(challenges) AS id ORDER BY id
  ON CONFLICT DO NOTHING;
  versions := ARRAY(
    SELECT slice.data_as_of
    FROM unnest(challenges) WITH ORDINALITY AS listed (challenge_id, nth)
    LEFT JOIN @schema@.analytics_slice AS slice ON slice.challenge_id = listed.challenge_id
    ORDER BY listed.nth
  );
  COMMIT;

  FOR nth IN 1 .. cardinality(challenges) LOOP
    challenge := challenges[nth];
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    PERFORM FROM @schema@.analytics_slice AS slice
    WHERE slice.challenge_id = challenge AND (slice.retry_at IS NULL OR slice.retry_at <= clock_timestamp())
      AND slice.data_as_of IS NOT DISTINCT FROM versions[nth]
    FOR UPDATE SKIP LOCKED;
    -- After the lock, before the computation: what this snapshot sees, the computation sees too.
    IF FOUND THEN
      SELECT pg_current_snapshot() INTO covered;
      result := NULL;
      IF EXISTS (
        SELECT FROM @schema@.analytics_refresh_queue AS queue
        WHERE queue.challenge_id = challenge AND queue.recomputed_at IS NULL
      ) OR EXISTS (
        SELECT FROM @schema@.analytics_slice AS slice
        WHERE slice.challenge_id = challenge AND slice.wanted_at IS NOT NULL
      ) THEN
        result := @schema@.analytics_recompute_slice(challenge);
        results := results || result;
      END IF;
      -- The first rows with the numbers, the rest in small transactions: should they be lost, it is only done again.
      WHILE result IS NOT NULL AND NOT result ? 'error'
        AND @schema@.analytics_mark_recomputed(challenge, covered, takes, rows_per_mark) = rows_per_mark
      LOOP
        COMMIT;
        PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
      END LOOP;
    END IF;
    COMMIT;
  END LOOP;
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  outcome := jsonb_build_object(
    'slices', results, 'more', EXISTS (SELECT @schema@.analytics_waiting_slices(1))
  );
END
$$;
