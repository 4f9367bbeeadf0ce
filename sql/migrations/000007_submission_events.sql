-- Events: what changed among the scored submissions goes to an outbox, and whoever listens is told.
--
-- The outbox is the truth, the notification only a hint. It is append only: no unique key beyond its identity, so no
-- writer ever waits for another; whoever takes rows removes duplicates. Readers that follow it by id must not pass
-- rows whose transaction_id is not below pg_snapshot_xmin(pg_current_snapshot()): an earlier id may commit later.

CREATE TABLE @schema@.analytics_refresh_queue (
  id                bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  challenge_id      uuid        NOT NULL,
  submission_count  integer     NOT NULL,
  queued_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  transaction_id    xid8        NOT NULL DEFAULT pg_current_xact_id(),
  taken_at          timestamptz
);
COMMENT ON TABLE @schema@.analytics_refresh_queue IS
  'The outbox: one row per statement and challenge whose scored submissions changed. taken_at is set by the worker.';

-- What the worker has still to take.
CREATE INDEX analytics_refresh_queue_waiting_idx ON @schema@.analytics_refresh_queue (id) WHERE taken_at IS NULL;
-- The newest event, events since a moment, and the purge.
CREATE INDEX analytics_refresh_queue_queued_idx ON @schema@.analytics_refresh_queue (queued_at);

CREATE TYPE @schema@.analytics_submission_change AS (
  submission_id  uuid,
  challenge_id   uuid,
  agent_id       uuid,
  moved_from     uuid
);
COMMENT ON TYPE @schema@.analytics_submission_change IS
  'A scored submission that changed; moved_from is the challenge it belonged to before, where that is another one.';

-- Tells of a whole statement: one outbox row per challenge, and a notice per submission up to a hundred, one for all above.
CREATE FUNCTION @schema@.analytics_queue_many(changes @schema@.analytics_submission_change[]) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  most_single_notices CONSTANT integer := 100;
  -- A payload holds less than 8000 bytes.
  most_ids_in_summary CONSTANT integer := 100;
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
  SELECT count(pg_notify('submission_scored', payload::text)) INTO told FROM notice;
END
$$;

-- A scored row that appears, changes in something the views read, or goes away. A row that moves to another challenge
-- touches both. Old and new rows meet in a FULL JOIN because its plan, cached for the session when one row changed,
-- is a hash or merge join also when a hundred thousand change. One changed row, the usual case, takes a short way: the
-- statement for many would be planned anew each time, at ten times the cost.
--
-- Nothing here may fail the writer: any error becomes a warning and the next scheduled refresh catches up. The owner's
-- rights are needed because writers have none on the outbox.
CREATE FUNCTION @schema@.analytics_queue_submission_changes() RETURNS trigger
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
    PERFORM pg_notify('submission_scored', jsonb_build_object(
      'submission_id', change.submission_id, 'challenge_id', change.challenge_id,
      'agent_id', change.agent_id, 'queue_id', queued_id
    )::text);
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

CREATE TRIGGER analytics_submissions_inserted AFTER INSERT ON submissions
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION @schema@.analytics_queue_submission_changes();
CREATE TRIGGER analytics_submissions_updated AFTER UPDATE ON submissions
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION @schema@.analytics_queue_submission_changes();
CREATE TRIGGER analytics_submissions_deleted AFTER DELETE ON submissions
  REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION @schema@.analytics_queue_submission_changes();
