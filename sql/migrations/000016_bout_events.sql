-- Events of bouts: one that is decided, or decided otherwise, after its submission was scored changes the first wins.
--
-- The trigger only notes the bout. Whose submissions those are is found later, by whoever computes: a submission of the
-- bout may be on its way in a transaction that this one cannot see, and each of the two could miss the other. And no
-- writer pays for the search.

CREATE TABLE @schema@.analytics_bout_queue (
  id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  bout_id          uuid        NOT NULL,
  winner_agent_id  uuid        NOT NULL,
  queued_at        timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE @schema@.analytics_bout_queue IS
  'Bouts whose winner changed, until the challenges of their submissions are in the outbox.';

-- A winner that comes, changes or goes away. As with submissions, nothing here may fail the writer.
CREATE FUNCTION @schema@.analytics_note_bouts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
  SET lock_timeout = '250ms'
AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO @schema@.analytics_bout_queue (bout_id, winner_agent_id)
    SELECT bout_id, winner_agent_id FROM new_rows WHERE bout_id IS NOT NULL AND winner_agent_id IS NOT NULL;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO @schema@.analytics_bout_queue (bout_id, winner_agent_id)
    SELECT bout_id, winner_agent_id FROM old_rows WHERE bout_id IS NOT NULL AND winner_agent_id IS NOT NULL;
  ELSE
    INSERT INTO @schema@.analytics_bout_queue (bout_id, winner_agent_id)
    SELECT bout_id, winner_agent_id
    FROM (
      (SELECT bout_id, winner_agent_id FROM old_rows EXCEPT SELECT bout_id, winner_agent_id FROM new_rows)
      UNION ALL
      (SELECT bout_id, winner_agent_id FROM new_rows EXCEPT SELECT bout_id, winner_agent_id FROM old_rows)
    ) AS changed
    WHERE bout_id IS NOT NULL AND winner_agent_id IS NOT NULL;
  END IF;
  IF FOUND AND @schema@.analytics_may_notify() THEN
    PERFORM pg_notify('bout_decided', '');
  END IF;
  RETURN NULL;
EXCEPTION
  WHEN OTHERS THEN
    RAISE WARNING 'lanewatch did not see this change of bout_results: % (%)', SQLERRM, SQLSTATE;
    RETURN NULL;
END
$$;

CREATE TRIGGER analytics_bouts_inserted AFTER INSERT ON bout_results
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION @schema@.analytics_note_bouts();
CREATE TRIGGER analytics_bouts_updated AFTER UPDATE ON bout_results
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION @schema@.analytics_note_bouts();
CREATE TRIGGER analytics_bouts_deleted AFTER DELETE ON bout_results
  REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION @schema@.analytics_note_bouts();

-- Puts the challenges of noted bouts into the outbox, with the time of the decision, and gives how many bouts those were.
-- One statement, and so one moment: a submission that is committed after it has an event of its own. The body is parsed
-- here and now, so it finds the operational tables whatever the search path is.
CREATE FUNCTION @schema@.analytics_queue_bouts(most integer) RETURNS integer
  LANGUAGE sql SECURITY DEFINER
BEGIN ATOMIC
  WITH bout AS (
    DELETE FROM @schema@.analytics_bout_queue
    WHERE id = ANY (ARRAY(SELECT id FROM @schema@.analytics_bout_queue ORDER BY id LIMIT most FOR UPDATE))
    RETURNING bout_id, winner_agent_id, queued_at
  ), queued AS (
    INSERT INTO @schema@.analytics_refresh_queue (challenge_id, submission_count, queued_at)
    SELECT submission.challenge_id, count(DISTINCT submission.id), min(bout.queued_at)
    FROM bout
    JOIN submissions AS submission
      ON submission.bout_id = bout.bout_id AND submission.agent_id = bout.winner_agent_id
    WHERE submission.status = 'scored' AND submission.challenge_id IS NOT NULL
    GROUP BY submission.challenge_id
  )
  SELECT count(*)::integer FROM bout;
END;

-- As before, but decided bouts are queued first.
CREATE OR REPLACE PROCEDURE @schema@.analytics_refresh_slices(
  most integer DEFAULT 1000, takes boolean DEFAULT false, INOUT outcome jsonb DEFAULT NULL
)
  LANGUAGE plpgsql
AS $$
DECLARE
  rows_per_mark CONSTANT integer := 10000;
  bouts_at_once CONSTANT integer := 10000;
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
    -- Two sessions that list at first would otherwise wait for each other's rows.
    COMMIT;
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  END IF;
  WHILE @schema@.analytics_queue_bouts(bouts_at_once) = bouts_at_once LOOP
    COMMIT;
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  END LOOP;
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

-- As before, but what was decided while the views were refreshed is queued before the comparison, and so busy.
--
-- A challenge is compared where nothing of it waits and its slice is older than the views: any event since then would
-- wait, or would have made the slice younger. The others are counted as busy. `report` tells what was found.
CREATE OR REPLACE PROCEDURE @schema@.analytics_verify_twins(cause text DEFAULT 'cron', INOUT report jsonb DEFAULT NULL)
  LANGUAGE plpgsql
AS $$
DECLARE
  bouts_at_once CONSTANT integer := 10000;
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
  WHILE @schema@.analytics_queue_bouts(bouts_at_once) = bouts_at_once LOOP
    COMMIT;
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  END LOOP;
  COMMIT;
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
