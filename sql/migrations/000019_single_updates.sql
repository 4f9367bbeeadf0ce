-- Updates of one row, as writers make them all day, cost those writers less.
--
-- Joining the old rows with the new is for many. Where there is one of each, reading them one after the other and
-- comparing them as a whole takes less, and most updates end there: they change nothing that the views read. A
-- condition on a row trigger (WHEN) takes more: it is parsed anew for each statement.

-- As before, but for updates of one row, and for a payload that is put together as text: it holds nothing but ids.
CREATE OR REPLACE FUNCTION @schema@.analytics_queue_submission_changes() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
  SET lock_timeout = '250ms'
AS $$
DECLARE
  changes @schema@.analytics_submission_change[];
  is_single boolean;
  before record;
  single record;
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
    PERFORM FROM new_rows OFFSET 1;
    is_single := NOT FOUND;
    IF is_single THEN
      SELECT id AS submission_id, status, challenge_id, agent_id, bout_id, created_at, composite_score, final_lane_scores
      INTO before FROM old_rows;
      SELECT id AS submission_id, status, challenge_id, agent_id, bout_id, created_at, composite_score, final_lane_scores
      INTO single FROM new_rows;
      IF (before.status = 'scored' OR single.status = 'scored') IS NOT TRUE OR before IS NOT DISTINCT FROM single THEN
        RETURN NULL;
      END IF;
      -- A row with another key or challenge than before counts as two.
      is_single := coalesce(before.submission_id = single.submission_id AND before.challenge_id = single.challenge_id, false);
    END IF;
    IF NOT is_single THEN
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
  END IF;

  IF cardinality(changes) = 1 AND changes[1].moved_from IS NULL AND changes[1].challenge_id IS NOT NULL THEN
    single := changes[1];
  ELSIF changes IS NOT NULL THEN
    IF cardinality(changes) > 0 THEN
      PERFORM @schema@.analytics_queue_many(changes);
    END IF;
    RETURN NULL;
  END IF;

  INSERT INTO @schema@.analytics_refresh_queue (challenge_id, submission_count) VALUES (single.challenge_id, 1)
  RETURNING id INTO queued_id;
  IF @schema@.analytics_may_notify() THEN
    PERFORM pg_notify('submission_scored', format(
      '{"submission_id": "%s", "challenge_id": "%s", "agent_id": "%s", "queue_id": %s}',
      single.submission_id, single.challenge_id, single.agent_id, queued_id
    ));
  END IF;
  RETURN NULL;
EXCEPTION
  WHEN OTHERS THEN
    RAISE WARNING 'lanewatch did not see this change of submissions: % (%)', SQLERRM, SQLSTATE;
    RETURN NULL;
END
$$;
