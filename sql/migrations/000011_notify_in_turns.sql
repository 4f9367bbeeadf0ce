-- A notification that would make writers wait for each other is left out.
--
-- A transaction that has sent one holds the server's lock on the notification queue from just before its commit until
-- the log is on the disk: with eight writers, commits that could share one flush went one by one, at a tenth of the
-- rate. So only those notify that get one of two turns, which they keep until their transaction ends. The others' rows
-- are in the outbox all the same, where the next notification, or at the latest the poll, finds them. Two turns, so
-- that one transaction that stays open for an hour silences only half of the sessions.

CREATE FUNCTION @schema@.analytics_may_notify() RETURNS boolean
  LANGUAGE sql VOLATILE
  RETURN pg_catalog.pg_try_advisory_xact_lock(
    pg_catalog.hashtext('lanewatch submission_scored'), pg_catalog.pg_backend_pid() % 2);
COMMENT ON FUNCTION @schema@.analytics_may_notify() IS
  'Takes one of the two turns to notify, or says that both are taken.';

-- As before, but for the turns.
CREATE OR REPLACE FUNCTION @schema@.analytics_queue_many(changes @schema@.analytics_submission_change[]) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  most_single_notices CONSTANT integer := 100;
  -- A payload holds less than 8000 bytes.
  most_ids_in_summary CONSTANT integer := 100;
  may_notify CONSTANT boolean := @schema@.analytics_may_notify();
  told integer;
BEGIN
  WITH touched AS (
    SELECT submission_id, challenge_id, agent_id FROM unnest(changes)
    UNION ALL
    SELECT submission_id, moved_from, agent_id FROM unnest(changes) WHERE moved_from IS NOT NULL
  ), queued AS (
    INSERT INTO @schema@.analytics_refresh_queue AS queue (challenge_id, submission_count)
    SELECT touched.challenge_id, count(*)
    FROM touched
    WHERE touched.challenge_id IS NOT NULL
    GROUP BY touched.challenge_id
    RETURNING queue.id, queue.challenge_id
  ), notice AS (
    SELECT jsonb_build_object(
      'submission_id', touched.submission_id, 'challenge_id', touched.challenge_id,
      'agent_id', touched.agent_id, 'queue_id', queued.id
    ) AS payload
    FROM touched JOIN queued ON queued.challenge_id = touched.challenge_id
    WHERE cardinality(changes) <= most_single_notices
    UNION ALL
    SELECT jsonb_build_object(
      'count', cardinality(changes), 'challenge_count', count(*), 'queue_id', max(queued.id),
      'challenge_ids', to_jsonb((array_agg(queued.challenge_id ORDER BY queued.id))[:most_ids_in_summary])
    )
    FROM queued
    HAVING cardinality(changes) > most_single_notices
  )
  SELECT count(pg_notify('submission_scored', payload::text)) INTO told
  FROM notice WHERE may_notify;
END
$$;

-- As before, but for the turn.
CREATE OR REPLACE FUNCTION @schema@.analytics_queue_submission_changes() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
  SET lock_timeout = '250ms'
AS $$
DECLARE
  changes @schema@.analytics_submission_change[];
  change @schema@.analytics_submission_change;
  queued_id bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    changes := ARRAY(
      SELECT ROW(id, challenge_id, agent_id, NULL)::@schema@.analytics_submission_change
      FROM new_rows WHERE status = 'scored' AND challenge_id IS NOT NULL
    );
  ELSIF TG_OP = 'DELETE' THEN
    changes := ARRAY(
      SELECT ROW(id, challenge_id, agent_id, NULL)::@schema@.analytics_submission_change
      FROM old_rows WHERE status = 'scored' AND challenge_id IS NOT NULL
    );
  ELSE
    changes := ARRAY(
      SELECT ROW(
        coalesce(is_now.id, was.id), coalesce(is_now.challenge_id, was.challenge_id), coalesce(is_now.agent_id, was.agent_id),
        CASE WHEN was.challenge_id <> is_now.challenge_id THEN was.challenge_id END
      )::@schema@.analytics_submission_change
      FROM (SELECT * FROM old_rows WHERE status = 'scored') AS was
      FULL JOIN (SELECT * FROM new_rows WHERE status = 'scored') AS is_now ON is_now.id = was.id
      WHERE (was.challenge_id, was.agent_id, was.bout_id, was.created_at, was.composite_score, was.final_lane_scores)
        IS DISTINCT FROM
        (is_now.challenge_id, is_now.agent_id, is_now.bout_id, is_now.created_at, is_now.composite_score, is_now.final_lane_scores)
    );
  END IF;

  change := changes[1];
  IF cardinality(changes) = 1 AND change.moved_from IS NULL AND change.challenge_id IS NOT NULL THEN
    INSERT INTO @schema@.analytics_refresh_queue (challenge_id, submission_count) VALUES (change.challenge_id, 1)
    RETURNING id INTO queued_id;
    IF @schema@.analytics_may_notify() THEN
      PERFORM pg_notify('submission_scored', jsonb_build_object(
        'submission_id', change.submission_id, 'challenge_id', change.challenge_id,
        'agent_id', change.agent_id, 'queue_id', queued_id
      )::text);
    END IF;
  ELSIF cardinality(changes) > 0 THEN
    PERFORM @schema@.analytics_queue_many(changes);
  END IF;
  RETURN NULL;
EXCEPTION
  WHEN OTHERS THEN
    RAISE WARNING 'lanewatch did not see this change of submissions: % (%)', SQLERRM, SQLSTATE;
    RETURN NULL;
END
$$;
