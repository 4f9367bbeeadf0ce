-- Workers of both kinds beside each other: one that follows slices leaves the outbox rows of one that follows whole views.

ALTER TABLE @schema@.analytics_twin_state ADD COLUMN views_followed_at timestamptz;
COMMENT ON COLUMN @schema@.analytics_twin_state.views_followed_at IS
  'When a worker last followed whole views, to the hour. For a week its events are kept for it, should it come back.';

CREATE FUNCTION @schema@.analytics_views_are_followed() RETURNS boolean
  LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT EXISTS (
    SELECT FROM @schema@.analytics_twin_state WHERE views_followed_at > clock_timestamp() - interval '7 days'
  )
$$;

-- What whoever follows whole views does before each look at the outbox.
CREATE FUNCTION @schema@.analytics_follow_views() RETURNS void
  LANGUAGE sql
  SET search_path = pg_catalog, pg_temp
AS $$
  UPDATE @schema@.analytics_twin_state
  SET views_followed_at = clock_timestamp()
  WHERE (views_followed_at > clock_timestamp() - interval '1 hour') IS NOT TRUE;
  SELECT FROM @schema@.analytics_queue_bouts(10000);
$$;

-- As before, but rows that a worker which follows whole views waits for are left for it to take.
CREATE OR REPLACE FUNCTION @schema@.analytics_mark_recomputed(challenge uuid, covered pg_snapshot, takes boolean, most integer)
  RETURNS integer
  LANGUAGE sql
  SET search_path = pg_catalog, pg_temp
AS $$
  WITH marked AS (
    UPDATE @schema@.analytics_refresh_queue AS queue
    SET recomputed_at = clock_timestamp(),
      taken_at = coalesce(queue.taken_at, CASE WHEN takes AND NOT @schema@.analytics_views_are_followed() THEN clock_timestamp() END)
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
