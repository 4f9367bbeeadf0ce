-- A server clock that is set back: a refresh that is dated in the future says nothing of the events of now.

-- As before, but the latest refresh is the one with the highest id, and one that is yet to come does not count.
CREATE OR REPLACE FUNCTION @schema@.analytics_is_behind(view_name text) RETURNS boolean
  LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT NOT c.relispopulated OR last_good.started_at IS NULL OR last_good.started_at > clock_timestamp() OR EXISTS (
    SELECT FROM @schema@.analytics_refresh_queue AS event WHERE event.queued_at >= last_good.started_at
  )
  FROM pg_class AS c
  LEFT JOIN LATERAL (
    SELECT log.started_at
    FROM @schema@.analytics_refresh_log AS log
    WHERE log.view_name = $1 AND log.status = 'succeeded'
    ORDER BY log.id DESC
    LIMIT 1
  ) AS last_good ON true
  WHERE c.relname = $1 AND c.relnamespace = '@schema@'::regnamespace AND c.relkind = 'm'
$$;
