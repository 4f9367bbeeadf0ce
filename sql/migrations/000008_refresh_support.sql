-- What the refresh needs to know about the views: which read which, which is behind, which cannot be refreshed.
-- None of these is for anyone but members of analytics_owner.

-- The pipeline views that one of them reads, furthest first: the order in which to bring them up to date.
CREATE FUNCTION @schema@.analytics_upstream_views(view_name text) RETURNS SETOF text
  LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  WITH RECURSIVE reads (oid, depth) AS (
    SELECT c.oid, 0
    FROM pg_class AS c
    WHERE c.relname = $1 AND c.relnamespace = '@schema@'::regnamespace AND c.relkind = 'm'
    UNION
    SELECT source.oid, reads.depth + 1
    FROM reads
    JOIN pg_rewrite AS rule ON rule.ev_class = reads.oid
    JOIN pg_depend AS dependency
      ON dependency.classid = 'pg_rewrite'::regclass AND dependency.objid = rule.oid
      AND dependency.refclassid = 'pg_class'::regclass AND dependency.refobjid <> reads.oid
    -- Plain views are looked through.
    JOIN pg_class AS source ON source.oid = dependency.refobjid AND source.relkind IN ('m', 'v')
  )
  SELECT c.relname::text
  FROM reads
  JOIN pg_class AS c ON c.oid = reads.oid
  WHERE reads.depth > 0
    AND c.relkind = 'm' AND c.relnamespace = '@schema@'::regnamespace AND c.relname LIKE 'mv\_%'
  GROUP BY c.relname
  ORDER BY max(reads.depth) DESC, c.relname
$$;

-- Whether a view has to be brought up to date before another one reads it: it was never filled, or something has
-- happened since its last good refresh began.
CREATE FUNCTION @schema@.analytics_is_behind(view_name text) RETURNS boolean
  LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT NOT c.relispopulated OR last_good.started_at IS NULL OR EXISTS (
    SELECT FROM @schema@.analytics_refresh_queue AS event WHERE event.queued_at >= last_good.started_at
  )
  FROM pg_class AS c
  LEFT JOIN LATERAL (
    SELECT log.started_at
    FROM @schema@.analytics_refresh_log AS log
    WHERE log.view_name = $1 AND log.status = 'succeeded'
    ORDER BY log.started_at DESC
    LIMIT 1
  ) AS last_good ON true
  WHERE c.relname = $1 AND c.relnamespace = '@schema@'::regnamespace AND c.relkind = 'm'
$$;

-- The advisory lock that everything that refreshes a view holds; keys are per database.
CREATE FUNCTION @schema@.analytics_refresh_lock_key(view_name text) RETURNS bigint
  LANGUAGE sql IMMUTABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT hashtextextended('lanewatch refresh @schema@.' || $1, 0)
$$;

-- Raises where a view cannot be refreshed without blocking its readers, with the index that would change that.
CREATE FUNCTION @schema@.analytics_require_unique_index(view regclass) RETURNS void
  LANGUAGE plpgsql STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  key_columns text;
BEGIN
  IF EXISTS (
    SELECT FROM pg_index AS i
    WHERE i.indrelid = view AND i.indisunique AND i.indisvalid AND i.indimmediate
      AND i.indpred IS NULL AND i.indexprs IS NULL
  ) THEN
    RETURN;
  END IF;
  SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) INTO key_columns
  FROM pg_attribute AS a
  WHERE a.attrelid = view AND a.attnum > 0 AND NOT a.attisdropped AND a.attname ~ '(^week|_id|_key)$';
  RAISE EXCEPTION 'the view % has no usable unique index; refreshing it would block everyone who reads it', view
    USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = format('CREATE UNIQUE INDEX ON %s (%s);', view, coalesce(key_columns, 'the columns that identify a row'));
END
$$;

-- Counts the scored submissions that hold something the views leave out (see analytics_lane_scores), per challenge.
-- The body is parsed here and now, so it finds the operational tables whatever the search path of its caller is.
CREATE FUNCTION @schema@.analytics_count_malformed_scores() RETURNS void
  LANGUAGE sql SECURITY DEFINER
BEGIN ATOMIC
  DELETE FROM @schema@.analytics_score_quality;
  INSERT INTO @schema@.analytics_score_quality (challenge_id, scored_count, malformed_count, example_submission_id)
  SELECT
    submission.challenge_id,
    count(*),
    count(*) FILTER (WHERE flaw.is_malformed),
    (array_agg(submission.id) FILTER (WHERE flaw.is_malformed))[1]
  FROM submissions AS submission
  CROSS JOIN LATERAL (
    SELECT CASE jsonb_typeof(submission.final_lane_scores)
      WHEN 'object' THEN jsonb_path_exists(
        submission.final_lane_scores, 'strict $.* ? (@.type() != "number" || @ <= -1e100 || @ >= 1e100)'
      )
      ELSE true
    END AS is_malformed
  ) AS flaw
  WHERE submission.status = 'scored' AND submission.challenge_id IS NOT NULL
  GROUP BY submission.challenge_id;
END;
