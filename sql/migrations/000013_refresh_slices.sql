-- How the twins follow the outbox, for the worker and for pg_cron alike:
--
--   CALL analytics_refresh_slices();          -- whatever waits, at most 1,000 slices
--   CALL analytics_refresh_slices(10);
--
-- At least once and never lost: a slice is computed anew from what is committed, after its outbox rows were seen and
-- before they are marked. Whoever computes it holds its row in analytics_slice, so that no older answer can overwrite a
-- newer one; others pass it by.

-- The challenges that wait, those with events first, the oldest event first. Hops along the index from challenge to
-- challenge: the cost does not grow with the rows that wait. Those that were set aside are left out until their time.
CREATE FUNCTION @schema@.analytics_waiting_slices(most integer) RETURNS SETOF uuid
  LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  WITH RECURSIVE hop AS (
    (
      SELECT challenge_id, queued_at
      FROM @schema@.analytics_refresh_queue
      WHERE recomputed_at IS NULL
      ORDER BY challenge_id, id
      LIMIT 1
    )
    UNION ALL
    SELECT next.challenge_id, next.queued_at
    FROM hop
    CROSS JOIN LATERAL (
      SELECT queue.challenge_id, queue.queued_at
      FROM @schema@.analytics_refresh_queue AS queue
      WHERE queue.recomputed_at IS NULL AND queue.challenge_id > hop.challenge_id
      ORDER BY queue.challenge_id, queue.id
      LIMIT 1
    ) AS next
  ), waiting AS (
    SELECT challenge_id, 1 AS turn, queued_at AS since FROM hop
    UNION ALL
    SELECT challenge_id, 2, wanted_at FROM @schema@.analytics_slice WHERE wanted_at IS NOT NULL
  )
  SELECT waiting.challenge_id
  FROM waiting
  LEFT JOIN @schema@.analytics_slice AS slice ON slice.challenge_id = waiting.challenge_id
  WHERE slice.retry_at IS NULL OR slice.retry_at <= clock_timestamp()
  GROUP BY waiting.challenge_id
  ORDER BY min(waiting.turn), min(waiting.since), waiting.challenge_id
  LIMIT most
$$;

-- Marks outbox rows of a slice that its last computation covered, at most so many; gives how many it marked.
CREATE FUNCTION @schema@.analytics_mark_recomputed(challenge uuid, covered pg_snapshot, takes boolean, most integer)
  RETURNS integer
  LANGUAGE sql
  SET search_path = pg_catalog, pg_temp
AS $$
  WITH marked AS (
    UPDATE @schema@.analytics_refresh_queue AS queue
    SET recomputed_at = clock_timestamp(),
      taken_at = coalesce(queue.taken_at, CASE WHEN takes THEN clock_timestamp() END)
    WHERE queue.id = ANY (ARRAY(
      SELECT covering.id
      FROM @schema@.analytics_refresh_queue AS covering
      WHERE covering.challenge_id = challenge AND covering.recomputed_at IS NULL
        AND pg_visible_in_snapshot(covering.transaction_id, covered)
      ORDER BY covering.id
      LIMIT most
      FOR UPDATE SKIP LOCKED
    ))
    RETURNING 1
  )
  SELECT count(*)::integer FROM marked
$$;

-- Computes one slice in all twins, in the transaction of the caller, who holds its row. A failure is undone and written
-- down, and the slice left alone for longer each time. Gives what became of it.
CREATE FUNCTION @schema@.analytics_recompute_slice(challenge uuid) RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  began CONSTANT timestamptz := clock_timestamp();
  target text;
  changed integer := 0;
  elapsed_ms double precision;
  message text;
  state text;
BEGIN
  FOR target IN SELECT twin FROM @schema@.analytics_twins() ORDER BY nth LOOP
    changed := changed + @schema@.analytics_recompute_twin(target, challenge);
  END LOOP;
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

-- Each slice is a transaction of its own. `takes` marks its outbox rows as taken by the worker, too; leave it where a
-- worker refreshes whole views on events. `outcome` tells what was done: slices, and whether more wait.
CREATE PROCEDURE @schema@.analytics_refresh_slices(
  most integer DEFAULT 1000, takes boolean DEFAULT false, INOUT outcome jsonb DEFAULT NULL
)
  LANGUAGE plpgsql
AS $$
DECLARE
  rows_per_mark CONSTANT integer := 10000;
  challenges uuid[];
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
  COMMIT;

  FOREACH challenge IN ARRAY challenges LOOP
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    PERFORM FROM @schema@.analytics_slice AS slice
    WHERE slice.challenge_id = challenge AND (slice.retry_at IS NULL OR slice.retry_at <= clock_timestamp())
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
COMMENT ON PROCEDURE @schema@.analytics_refresh_slices(integer, boolean, jsonb) IS
  'Brings the live twins up to date with the outbox, challenge by challenge.';
