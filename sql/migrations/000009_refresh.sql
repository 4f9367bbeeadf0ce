-- The one way to refresh, for pg_cron, the worker, the command line and the monitor alike:
--
--   CALL analytics_refresh('mv_agent_progress');            -- cause 'cron'
--   CALL analytics_refresh('mv_agent_progress', 'manual');
--
-- A refresh takes three transactions: it says that it runs, it refreshes, and where it failed it fails for the caller.
-- A procedure that commits can have no SET clause, so each transaction makes its own settings, and names are
-- qualified. It cannot be called inside a transaction block. The caller needs to be a member of the views' owner.

-- Refreshes one view and writes its log row. `failure` stays NULL unless the refresh failed; it is raised by the
-- caller, because a procedure that is to commit cannot catch what another one raises.
CREATE PROCEDURE @schema@.analytics_refresh_one(target text, why text, INOUT failure jsonb)
  LANGUAGE plpgsql
AS $$
DECLARE
  run integer;
  view regclass;
  started timestamptz;
  counted bigint;
  message text;
  detail text;
  hint text;
  state text;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  INSERT INTO @schema@.analytics_refresh_log (view_name, cause, status) VALUES (target, why, 'running')
  RETURNING id, started_at INTO run, started;
  COMMIT;

  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  PERFORM set_config('jit', 'off', true);
  PERFORM set_config('work_mem', coalesce(nullif(current_setting('lanewatch.refresh_work_mem', true), ''), '128MB'), true);
  PERFORM set_config('max_parallel_workers_per_gather', '4', true);

  -- Held to the end of this transaction, so that it cannot outlive a cancelled refresh.
  IF NOT pg_try_advisory_xact_lock(@schema@.analytics_refresh_lock_key(target)) THEN
    UPDATE @schema@.analytics_refresh_log
    SET status = 'skipped', finished_at = clock_timestamp(), duration_ms = 0
    WHERE id = run;
    COMMIT;
    RAISE NOTICE 'skipped: another session is refreshing % right now', target;
    RETURN;
  END IF;

  -- Whoever holds the lock knows that earlier runs are over. A run that began just now may still be on its way here.
  UPDATE @schema@.analytics_refresh_log AS dead
  SET status = 'failed', finished_at = clock_timestamp(), error = 'the session ended before the refresh did'
  WHERE dead.view_name = target AND dead.status = 'running' AND dead.id <> run
    AND (
      dead.backend_pid = pg_backend_pid()
      OR dead.started_at < clock_timestamp() - interval '1 minute'
      OR NOT EXISTS (SELECT FROM pg_stat_activity AS alive WHERE alive.pid = dead.backend_pid)
    );

  BEGIN
    view := format('%I.%I', @schema_text@, target)::regclass;
    IF (SELECT relispopulated FROM pg_class WHERE oid = view) THEN
      PERFORM @schema@.analytics_require_unique_index(view);
      EXECUTE format('REFRESH MATERIALIZED VIEW CONCURRENTLY %s', view);
    ELSE
      why := 'initial';
      EXECUTE format('REFRESH MATERIALIZED VIEW %s', view);
      EXECUTE format('ANALYZE %s', view);
    END IF;
    EXECUTE format('SELECT count(*) FROM %s', view) INTO counted;
    UPDATE @schema@.analytics_refresh_log
    SET status = 'succeeded', cause = why, row_count = counted, finished_at = clock_timestamp(),
      duration_ms = date_part('epoch', clock_timestamp() - started) * 1000
    WHERE id = run;
  EXCEPTION
    -- OTHERS alone does not catch a cancelled or timed-out statement.
    WHEN query_canceled OR OTHERS THEN
      GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT,
        state = RETURNED_SQLSTATE;
      UPDATE @schema@.analytics_refresh_log
      SET status = 'failed', error = concat_ws(E'\n', message, nullif(detail, ''), nullif(hint, '')), sqlstate = state,
        finished_at = clock_timestamp(), duration_ms = date_part('epoch', clock_timestamp() - started) * 1000
      WHERE id = run;
      failure := jsonb_build_object('message', message, 'detail', detail, 'hint', hint, 'state', state, 'run', run);
  END;

  DELETE FROM @schema@.analytics_refresh_log WHERE started_at < now() - interval '90 days';
  DELETE FROM @schema@.analytics_refresh_queue WHERE queued_at < now() - interval '14 days';
  COMMIT;
END
$$;

CREATE PROCEDURE @schema@.analytics_refresh(view_name text, cause text DEFAULT 'cron')
  LANGUAGE plpgsql
AS $$
DECLARE
  upstream text;
  failure jsonb;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  IF cause IS NULL OR cause NOT IN ('cron', 'event', 'manual', 'resync', 'initial') THEN
    RAISE EXCEPTION 'there is no cause "%"', cause
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Causes are cron, event, manual, resync and initial.';
  END IF;
  IF view_name IS NULL OR NOT EXISTS (
    SELECT FROM pg_class AS c
    WHERE c.relname = view_name AND c.relname LIKE 'mv\_%' AND c.relkind = 'm'
      AND c.relnamespace = '@schema@'::regnamespace
  ) THEN
    RAISE EXCEPTION 'there is no pipeline view "%"', view_name
      USING ERRCODE = 'undefined_table', HINT = 'Pipeline views are ' || (
        SELECT string_agg(c.relname, ', ' ORDER BY c.relname)
        FROM pg_class AS c
        WHERE c.relname LIKE 'mv\_%' AND c.relkind = 'm' AND c.relnamespace = '@schema@'::regnamespace
      ) || '.';
  END IF;

  -- What it reads comes first: a refresh of that under way is waited for, and where it is behind it is refreshed.
  FOREACH upstream IN ARRAY ARRAY(SELECT @schema@.analytics_upstream_views(view_name)) LOOP
    PERFORM pg_catalog.pg_advisory_xact_lock(@schema@.analytics_refresh_lock_key(upstream));
    COMMIT;
    IF @schema@.analytics_is_behind(upstream) THEN
      CALL @schema@.analytics_refresh_one(upstream, cause, failure);
    END IF;
    IF failure IS NOT NULL THEN
      INSERT INTO @schema@.analytics_refresh_log
        (view_name, cause, status, finished_at, duration_ms, error, sqlstate)
      VALUES (
        analytics_refresh.view_name, analytics_refresh.cause, 'failed', pg_catalog.clock_timestamp(), 0,
        pg_catalog.format('%s, which it reads, could not be refreshed: %s', upstream, failure ->> 'message'),
        failure ->> 'state'
      );
      COMMIT;
      EXIT;
    END IF;
  END LOOP;

  IF failure IS NULL THEN
    CALL @schema@.analytics_refresh_one(view_name, cause, failure);
  END IF;
  IF failure IS NOT NULL THEN
    RAISE EXCEPTION USING
      ERRCODE = failure ->> 'state',
      MESSAGE = failure ->> 'message',
      DETAIL = coalesce(nullif(failure ->> 'detail', ''), pg_catalog.format('While refreshing %s.', view_name)),
      HINT = coalesce(
        nullif(failure ->> 'hint', ''), pg_catalog.format('It is row %s of analytics_refresh_log.', failure ->> 'run')
      );
  END IF;

  -- For Doctor, at most once an hour: it reads every submission once more.
  IF view_name = 'mv_lane_score_distribution' AND cause <> 'event' AND NOT EXISTS (
    SELECT FROM @schema@.analytics_score_quality WHERE counted_at > pg_catalog.now() - interval '1 hour'
  ) THEN
    PERFORM pg_catalog.pg_advisory_xact_lock(@schema@.analytics_refresh_lock_key('analytics_score_quality'));
    PERFORM @schema@.analytics_count_malformed_scores();
  END IF;
END
$$;
COMMENT ON PROCEDURE @schema@.analytics_refresh(text, text) IS 'Refreshes a pipeline view without blocking its readers.';
