CREATE TYPE public.analytics_submission_change AS (
	submission_id uuid,
	challenge_id uuid,
	agent_id uuid,
	moved_from uuid
);

ALTER TYPE public.analytics_submission_change OWNER TO analytics_owner;

COMMENT ON TYPE public.analytics_submission_change IS 'A scored submission that changed; moved_from is the challenge it belonged to before, where that is another one.';

CREATE FUNCTION public.analytics_acknowledge_finding(finding_key text, duration interval) RETURNS timestamp with time zone
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
  INSERT INTO "public".analytics_alert_state AS known
    (finding_key, rule_id, object, severity, acknowledged_until, acknowledged_by)
  VALUES (
    $1, split_part($1, ' ', 1), ltrim(substr($1, length(split_part($1, ' ', 1)) + 1)), 'unknown',
    now() + nullif(greatest($2, interval '0'), interval '0'), session_user
  )
  ON CONFLICT ON CONSTRAINT analytics_alert_state_pkey DO UPDATE
  SET acknowledged_until = excluded.acknowledged_until,
    acknowledged_by = CASE WHEN excluded.acknowledged_until IS NULL THEN NULL ELSE excluded.acknowledged_by END
  RETURNING acknowledged_until
$_$;

ALTER FUNCTION public.analytics_acknowledge_finding(finding_key text, duration interval) OWNER TO analytics_owner;

COMMENT ON FUNCTION public.analytics_acknowledge_finding(finding_key text, duration interval) IS 'Stops the repeats about a finding for a while.';

CREATE FUNCTION public.analytics_compare_twins() RETURNS TABLE(challenge_id uuid, view_name text, only_in_view integer, only_in_twin integer)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    SET work_mem TO '64MB'
    AS $_$
DECLARE
  metric record;
  keys text;
BEGIN
  FOR metric IN SELECT * FROM "public".analytics_twins() ORDER BY nth LOOP
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) INTO STRICT keys
    FROM pg_index AS i
    JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])
    WHERE i.indrelid = format('%I.%I', 'public', metric.twin)::regclass AND i.indisprimary;
    RETURN QUERY EXECUTE format(
      $sql$
        WITH in_view AS (SELECT * FROM "public".%1$I EXCEPT SELECT * FROM "public".%2$I),
        in_twin AS (SELECT * FROM "public".%2$I EXCEPT SELECT * FROM "public".%1$I)
        SELECT challenge_id, %1$L::text, count(v.challenge_id)::integer, count(t.challenge_id)::integer
        FROM in_view AS v FULL JOIN in_twin AS t USING (%3$s)
        WHERE v.challenge_id IS NULL OR t.challenge_id IS NULL
          OR NOT "public".analytics_is_same_row(to_jsonb(v), to_jsonb(t))
        GROUP BY 1
      $sql$, metric.view_name, metric.twin, keys
    );
  END LOOP;
END
$_$;

ALTER FUNCTION public.analytics_compare_twins() OWNER TO analytics_owner;

CREATE TABLE public.analytics_score_quality (
    challenge_id uuid NOT NULL,
    scored_count integer NOT NULL,
    malformed_count integer NOT NULL,
    example_submission_id uuid,
    counted_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.analytics_score_quality OWNER TO analytics_owner;

COMMENT ON TABLE public.analytics_score_quality IS 'How many scored submissions hold a lane value that the views leave out, counted with the lane distributions.';

CREATE TABLE public.submissions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    agent_id uuid NOT NULL,
    challenge_id uuid NOT NULL,
    bout_id uuid,
    status text DEFAULT 'queued'::text NOT NULL,
    final_lane_scores jsonb,
    composite_score numeric,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now(),
    repository_url text,
    commit_sha text
);

ALTER TABLE public.submissions OWNER TO postgres;

CREATE FUNCTION public.analytics_count_malformed_scores() RETURNS void
    LANGUAGE sql SECURITY DEFINER
    BEGIN ATOMIC
 DELETE FROM public.analytics_score_quality;
 INSERT INTO public.analytics_score_quality (challenge_id, scored_count, malformed_count, example_submission_id)  SELECT submission.challenge_id,
             count(*) AS count,
             count(*) FILTER (WHERE flaw.is_malformed) AS count,
             (array_agg(submission.id) FILTER (WHERE flaw.is_malformed))[1] AS array_agg
            FROM (public.submissions submission
              CROSS JOIN LATERAL ( SELECT
                         CASE jsonb_typeof(submission.final_lane_scores)
                             WHEN 'object'::text THEN jsonb_path_exists(submission.final_lane_scores, 'strict $.*?((@.type() != "number" || @ <= -10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000) || @ >= 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000)'::jsonpath)
                             ELSE true
                         END AS is_malformed) flaw)
           WHERE ((submission.status = 'scored'::text) AND (submission.challenge_id IS NOT NULL))
           GROUP BY submission.challenge_id;
END;

ALTER FUNCTION public.analytics_count_malformed_scores() OWNER TO analytics_owner;

CREATE FUNCTION public.analytics_follow_views() RETURNS void
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  UPDATE "public".analytics_twin_state
  SET views_followed_at = clock_timestamp()
  WHERE (views_followed_at > clock_timestamp() - interval '1 hour') IS NOT TRUE;
  SELECT FROM "public".analytics_queue_bouts(10000);
$$;

ALTER FUNCTION public.analytics_follow_views() OWNER TO analytics_owner;

CREATE FUNCTION public.analytics_is_behind(view_name text) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
  SELECT NOT c.relispopulated OR last_good.started_at IS NULL OR last_good.started_at > clock_timestamp() OR EXISTS (
    SELECT FROM "public".analytics_refresh_queue AS event WHERE event.queued_at >= last_good.started_at
  )
  FROM pg_class AS c
  LEFT JOIN LATERAL (
    SELECT log.started_at
    FROM "public".analytics_refresh_log AS log
    WHERE log.view_name = $1 AND log.status = 'succeeded'
    ORDER BY log.id DESC
    LIMIT 1
  ) AS last_good ON true
  WHERE c.relname = $1 AND c.relnamespace = '"public"'::regnamespace AND c.relkind = 'm'
$_$;

ALTER FUNCTION public.analytics_is_behind(view_name text) OWNER TO analytics_owner;

CREATE FUNCTION public.analytics_is_same_row(one jsonb, other jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT bool_or(is_number AND one_value <> other_value) AND bool_and(
    CASE
      WHEN is_number THEN abs((one_value #>> '{}')::numeric - (other_value #>> '{}')::numeric) <= CASE
        WHEN key LIKE '%count' OR key LIKE 'agents%' THEN 0
        WHEN key LIKE '%slope' THEN 0.0000015
        WHEN key LIKE '%days%' THEN 0.15
        ELSE 0.0015
      END
      ELSE one_value = other_value OR key = 'performance_category'
    END
  )
  FROM (
    SELECT
      key, value AS one_value, other -> key AS other_value,
      jsonb_typeof(value) = 'number' AND jsonb_typeof(other -> key) = 'number' AS is_number
    FROM jsonb_each(one)
  ) AS pair
$$;

ALTER FUNCTION public.analytics_is_same_row(one jsonb, other jsonb) OWNER TO analytics_owner;

CREATE FUNCTION public.analytics_keep_purged_slices() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  INSERT INTO "public".analytics_slice AS slice (challenge_id, wanted_at)
  SELECT DISTINCT challenge_id, now() FROM old_rows WHERE recomputed_at IS NULL ORDER BY challenge_id
  ON CONFLICT (challenge_id) DO UPDATE SET wanted_at = coalesce(slice.wanted_at, excluded.wanted_at);
  RETURN NULL;
END
$$;

ALTER FUNCTION public.analytics_keep_purged_slices() OWNER TO analytics_owner;

CREATE FUNCTION public.analytics_lane_scores(scores jsonb) RETURNS TABLE(lane_key text, score double precision)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  SELECT
    lane.key COLLATE "C",
    CASE pg_catalog.jsonb_typeof(lane.value)
      WHEN 'number' THEN CASE
        WHEN pg_catalog.scale(lane.value::numeric) < 300 THEN lane.value::double precision
        ELSE pg_catalog.round(lane.value::numeric, 100)::double precision
      END
    END
  FROM pg_catalog.jsonb_each(
    -- The guard stands in the argument: a condition elsewhere may be evaluated after jsonb_each has raised.
    CASE pg_catalog.jsonb_typeof(scores) WHEN 'object' THEN scores END
  ) AS lane
  WHERE CASE pg_catalog.jsonb_typeof(lane.value) WHEN 'number' THEN pg_catalog.abs(lane.value::numeric) < 1e100 END
$$;

ALTER FUNCTION public.analytics_lane_scores(scores jsonb) OWNER TO analytics_owner;

COMMENT ON FUNCTION public.analytics_lane_scores(scores jsonb) IS 'The lane values of one submission that count.';

CREATE TABLE public.analytics_agent_progress (
    agent_id uuid NOT NULL,
    challenge_id uuid NOT NULL,
    week date NOT NULL,
    submission_count integer,
    avg_composite_score double precision,
    best_composite_score double precision,
    worst_composite_score double precision,
    wow_composite_delta double precision
);

ALTER TABLE public.analytics_agent_progress OWNER TO analytics_owner;

CREATE TABLE public.analytics_lane_score_distribution (
    challenge_id uuid NOT NULL,
    lane_key text NOT NULL,
    sample_count integer,
    mean_score double precision,
    stddev_score double precision,
    min_score double precision,
    max_score double precision,
    p10 double precision,
    p25 double precision,
    p50 double precision,
    p75 double precision,
    p90 double precision,
    last_submission_at timestamp with time zone
);

ALTER TABLE public.analytics_lane_score_distribution OWNER TO analytics_owner;

CREATE TABLE public.analytics_slice (
    challenge_id uuid NOT NULL,
    data_as_of timestamp with time zone,
    recomputed_at timestamp with time zone,
    duration_ms double precision,
    changed_rows integer,
    wanted_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    last_sqlstate text,
    retry_at timestamp with time zone
);

ALTER TABLE public.analytics_slice OWNER TO analytics_owner;

COMMENT ON TABLE public.analytics_slice IS 'How far the twins are, challenge by challenge.';

COMMENT ON COLUMN public.analytics_slice.data_as_of IS 'The twins show what had been committed then, or later.';

COMMENT ON COLUMN public.analytics_slice.wanted_at IS 'Asked for without an event, by a backfill or a comparison that found a difference.';

COMMENT ON COLUMN public.analytics_slice.attempts IS 'Failures in a row. It is left alone until retry_at, so that the others go on.';

CREATE TABLE public.analytics_twin_state (
    only_row boolean DEFAULT true NOT NULL,
    listed_at timestamp with time zone,
    verified_at timestamp with time zone,
    differing_rows integer,
    differing_slices integer,
    views_followed_at timestamp with time zone,
    CONSTRAINT analytics_twin_state_only_row_check CHECK (only_row)
);

ALTER TABLE public.analytics_twin_state OWNER TO analytics_owner;

COMMENT ON TABLE public.analytics_twin_state IS 'When all challenges were first known as slices, and what the last comparison of the twins with the views found.';

COMMENT ON COLUMN public.analytics_twin_state.views_followed_at IS 'When a worker last followed whole views, to the hour. For a week its events are kept for it, should it come back.';

CREATE FUNCTION public.analytics_list_slices() RETURNS void
    LANGUAGE sql SECURITY DEFINER
    BEGIN ATOMIC
 INSERT INTO public.analytics_slice (challenge_id, wanted_at)  SELECT known.challenge_id,
             clock_timestamp() AS clock_timestamp
            FROM ( SELECT submissions.challenge_id
                    FROM public.submissions
                   WHERE ((submissions.status = 'scored'::text) AND (submissions.challenge_id IS NOT NULL))
                 UNION
                  SELECT analytics_agent_progress.challenge_id
                    FROM public.analytics_agent_progress
                 UNION
                  SELECT analytics_lane_score_distribution.challenge_id
                    FROM public.analytics_lane_score_distribution) known
           ORDER BY known.challenge_id ON CONFLICT DO NOTHING;
 UPDATE public.analytics_twin_state SET listed_at = COALESCE(analytics_twin_state.listed_at, clock_timestamp());
END;

ALTER FUNCTION public.analytics_list_slices() OWNER TO analytics_owner;

CREATE FUNCTION public.analytics_mark_recomputed(challenge uuid, covered pg_snapshot, takes boolean, most integer) RETURNS integer
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  WITH marked AS (
    UPDATE "public".analytics_refresh_queue AS queue
    SET recomputed_at = clock_timestamp(),
      taken_at = coalesce(queue.taken_at, CASE WHEN takes AND NOT "public".analytics_views_are_followed() THEN clock_timestamp() END)
    WHERE queue.id = ANY (ARRAY(
      SELECT covering.id
      FROM "public".analytics_refresh_queue AS covering
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

ALTER FUNCTION public.analytics_mark_recomputed(challenge uuid, covered pg_snapshot, takes boolean, most integer) OWNER TO analytics_owner;

CREATE FUNCTION public.analytics_may_notify() RETURNS boolean
    LANGUAGE sql
    RETURN pg_try_advisory_xact_lock(hashtext('lanewatch submission_scored'::text), (pg_backend_pid() % 2));

ALTER FUNCTION public.analytics_may_notify() OWNER TO analytics_owner;

COMMENT ON FUNCTION public.analytics_may_notify() IS 'Takes one of the two turns to notify, or says that both are taken.';

CREATE FUNCTION public.analytics_mute_finding(finding_key text, duration interval) RETURNS timestamp with time zone
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
  INSERT INTO "public".analytics_alert_state AS known
    (finding_key, rule_id, object, severity, muted_until, muted_by)
  VALUES (
    $1, split_part($1, ' ', 1), ltrim(substr($1, length(split_part($1, ' ', 1)) + 1)), 'unknown',
    now() + nullif(greatest($2, interval '0'), interval '0'), session_user
  )
  ON CONFLICT ON CONSTRAINT analytics_alert_state_pkey DO UPDATE
  SET muted_until = excluded.muted_until,
    muted_by = CASE WHEN excluded.muted_until IS NULL THEN NULL ELSE excluded.muted_by END
  RETURNING muted_until
$_$;

ALTER FUNCTION public.analytics_mute_finding(finding_key text, duration interval) OWNER TO analytics_owner;

COMMENT ON FUNCTION public.analytics_mute_finding(finding_key text, duration interval) IS 'Sends nothing about a finding for a while.';

CREATE FUNCTION public.analytics_note_bouts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET lock_timeout TO '250ms'
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "public".analytics_bout_queue (bout_id, winner_agent_id)
    SELECT bout_id, winner_agent_id FROM new_rows WHERE bout_id IS NOT NULL AND winner_agent_id IS NOT NULL;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "public".analytics_bout_queue (bout_id, winner_agent_id)
    SELECT bout_id, winner_agent_id FROM old_rows WHERE bout_id IS NOT NULL AND winner_agent_id IS NOT NULL;
  ELSE
    INSERT INTO "public".analytics_bout_queue (bout_id, winner_agent_id)
    SELECT bout_id, winner_agent_id
    FROM (
      (SELECT bout_id, winner_agent_id FROM old_rows EXCEPT SELECT bout_id, winner_agent_id FROM new_rows)
      UNION ALL
      (SELECT bout_id, winner_agent_id FROM new_rows EXCEPT SELECT bout_id, winner_agent_id FROM old_rows)
    ) AS changed
    WHERE bout_id IS NOT NULL AND winner_agent_id IS NOT NULL;
  END IF;
  IF FOUND AND "public".analytics_may_notify() THEN
    PERFORM pg_notify('bout_decided', '');
  END IF;
  RETURN NULL;
EXCEPTION
  WHEN OTHERS THEN
    RAISE WARNING 'lanewatch did not see this change of bout_results: % (%)', SQLERRM, SQLSTATE;
    RETURN NULL;
END
$$;

ALTER FUNCTION public.analytics_note_bouts() OWNER TO analytics_owner;

CREATE FUNCTION public.analytics_owned_objects() RETURNS TABLE(nth integer, kind text, name text)
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT * FROM (VALUES
    (1, 'TABLE', 'analytics_schema_version'),
    (2, 'TABLE', 'analytics_refresh_log'),
    (3, 'TABLE', 'analytics_score_quality'),
    (4, 'TABLE', 'analytics_worker'),
    (5, 'TABLE', 'analytics_alert_state'),
    (6, 'TABLE', 'analytics_label'),
    (7, 'FUNCTION', 'analytics_lane_scores(jsonb)'),
    (8, 'MATERIALIZED VIEW', 'mv_lane_score_distribution'),
    (9, 'MATERIALIZED VIEW', 'mv_weakness_patterns'),
    (10, 'MATERIALIZED VIEW', 'mv_agent_progress'),
    (11, 'MATERIALIZED VIEW', 'mv_time_to_first_win'),
    (12, 'TABLE', 'analytics_refresh_queue'),
    (13, 'TYPE', 'analytics_submission_change'),
    (14, 'FUNCTION', 'analytics_queue_many("public".analytics_submission_change[])'),
    (15, 'FUNCTION', 'analytics_queue_submission_changes()'),
    (16, 'FUNCTION', 'analytics_upstream_views(text)'),
    (17, 'FUNCTION', 'analytics_is_behind(text)'),
    (18, 'FUNCTION', 'analytics_refresh_lock_key(text)'),
    (19, 'FUNCTION', 'analytics_require_unique_index(regclass)'),
    (20, 'FUNCTION', 'analytics_count_malformed_scores()'),
    (21, 'PROCEDURE', 'analytics_refresh_one(text, text, jsonb)'),
    (22, 'PROCEDURE', 'analytics_refresh(text, text)'),
    (23, 'TABLE', 'analytics_alert_delivery'),
    (24, 'TABLE', 'analytics_alert_channel'),
    (25, 'TABLE', 'analytics_alert_lead'),
    (26, 'FUNCTION', 'analytics_mute_finding(text, interval)'),
    (27, 'FUNCTION', 'analytics_acknowledge_finding(text, interval)'),
    (28, 'FUNCTION', 'analytics_may_notify()'),
    (29, 'TABLE', 'analytics_slice'),
    (30, 'TABLE', 'analytics_twin_state'),
    (31, 'TABLE', 'analytics_lane_score_distribution'),
    (32, 'TABLE', 'analytics_weakness_patterns'),
    (33, 'TABLE', 'analytics_agent_progress'),
    (34, 'TABLE', 'analytics_time_to_first_win'),
    (35, 'FUNCTION', 'analytics_twins()'),
    (36, 'VIEW', 'analytics_lane_score_distribution_definition'),
    (37, 'VIEW', 'analytics_weakness_patterns_definition'),
    (38, 'VIEW', 'analytics_agent_progress_definition'),
    (39, 'VIEW', 'analytics_time_to_first_win_definition'),
    (40, 'FUNCTION', 'analytics_recompute_twins(uuid)'),
    (41, 'FUNCTION', 'analytics_list_slices()'),
    (42, 'FUNCTION', 'analytics_keep_purged_slices()'),
    (43, 'FUNCTION', 'analytics_waiting_slices(integer)'),
    (44, 'FUNCTION', 'analytics_mark_recomputed(uuid, pg_snapshot, boolean, integer)'),
    (45, 'FUNCTION', 'analytics_recompute_slice(uuid)'),
    (46, 'PROCEDURE', 'analytics_refresh_slices(integer, boolean, jsonb)'),
    (47, 'FUNCTION', 'analytics_is_same_row(jsonb, jsonb)'),
    (48, 'FUNCTION', 'analytics_compare_twins()'),
    (49, 'PROCEDURE', 'analytics_verify_twins(text, jsonb)'),
    (50, 'TABLE', 'analytics_bout_queue'),
    (51, 'FUNCTION', 'analytics_note_bouts()'),
    (52, 'FUNCTION', 'analytics_queue_bouts(integer)'),
    (53, 'FUNCTION', 'analytics_views_are_followed()'),
    (54, 'FUNCTION', 'analytics_follow_views()'),
    (55, 'FUNCTION', 'analytics_owned_objects()')
  ) AS object (nth, kind, name)
$$;

ALTER FUNCTION public.analytics_owned_objects() OWNER TO analytics_owner;

CREATE TABLE public.analytics_bout_queue (
    id bigint NOT NULL,
    bout_id uuid NOT NULL,
    winner_agent_id uuid NOT NULL,
    queued_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE public.analytics_bout_queue OWNER TO analytics_owner;

COMMENT ON TABLE public.analytics_bout_queue IS 'Bouts whose winner changed, until the challenges of their submissions are in the outbox.';

CREATE TABLE public.analytics_refresh_queue (
    id bigint NOT NULL,
    challenge_id uuid NOT NULL,
    submission_count integer NOT NULL,
    queued_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL,
    taken_at timestamp with time zone,
    recomputed_at timestamp with time zone
);

ALTER TABLE public.analytics_refresh_queue OWNER TO analytics_owner;

COMMENT ON TABLE public.analytics_refresh_queue IS 'The outbox: one row per statement and challenge whose scored submissions changed. taken_at is set by the worker.';

COMMENT ON COLUMN public.analytics_refresh_queue.recomputed_at IS 'When the twins first showed it; NULL while its slice waits.';

CREATE FUNCTION public.analytics_queue_bouts(most integer) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    BEGIN ATOMIC
 WITH bout AS (
          DELETE FROM public.analytics_bout_queue
           WHERE (analytics_bout_queue.id = ANY (ARRAY( SELECT analytics_bout_queue_1.id
                    FROM public.analytics_bout_queue analytics_bout_queue_1
                   ORDER BY analytics_bout_queue_1.id
                  LIMIT analytics_queue_bouts.most
                  FOR UPDATE OF analytics_bout_queue_1)))
           RETURNING analytics_bout_queue.bout_id,
             analytics_bout_queue.winner_agent_id,
             analytics_bout_queue.queued_at
         ), queued AS (
          INSERT INTO public.analytics_refresh_queue (challenge_id, submission_count, queued_at)  SELECT submission.challenge_id,
                     count(DISTINCT submission.id) AS count,
                     min(bout_1.queued_at) AS min
                    FROM (bout bout_1
                      JOIN public.submissions submission ON (((submission.bout_id = bout_1.bout_id) AND (submission.agent_id = bout_1.winner_agent_id))))
                   WHERE ((submission.status = 'scored'::text) AND (submission.challenge_id IS NOT NULL))
                   GROUP BY submission.challenge_id
         )
  SELECT (count(*))::integer AS count
    FROM bout;
END;

ALTER FUNCTION public.analytics_queue_bouts(most integer) OWNER TO analytics_owner;

CREATE FUNCTION public.analytics_queue_many(changes public.analytics_submission_change[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  most_single_notices CONSTANT integer := 100;
  -- A payload holds less than 8000 bytes.
  most_ids_in_summary CONSTANT integer := 100;
  may_notify CONSTANT boolean := "public".analytics_may_notify();
  told integer;
BEGIN
  WITH touched AS (
    SELECT submission_id, challenge_id, agent_id FROM unnest(changes)
    UNION ALL
    SELECT submission_id, moved_from, agent_id FROM unnest(changes) WHERE moved_from IS NOT NULL
  ), queued AS (
    INSERT INTO "public".analytics_refresh_queue AS queue (challenge_id, submission_count)
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

ALTER FUNCTION public.analytics_queue_many(changes public.analytics_submission_change[]) OWNER TO analytics_owner;

CREATE FUNCTION public.analytics_queue_submission_changes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET lock_timeout TO '250ms'
    AS $$
DECLARE
  changes "public".analytics_submission_change[];
  is_single boolean;
  before record;
  single record;
  queued_id bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    changes := ARRAY(
      SELECT ROW(id, challenge_id, agent_id, NULL)::"public".analytics_submission_change
      FROM new_rows WHERE status = 'scored' AND challenge_id IS NOT NULL
    );
  ELSIF TG_OP = 'DELETE' THEN
    changes := ARRAY(
      SELECT ROW(id, challenge_id, agent_id, NULL)::"public".analytics_submission_change
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
        )::"public".analytics_submission_change
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
      PERFORM "public".analytics_queue_many(changes);
    END IF;
    RETURN NULL;
  END IF;

  INSERT INTO "public".analytics_refresh_queue (challenge_id, submission_count) VALUES (single.challenge_id, 1)
  RETURNING id INTO queued_id;
  IF "public".analytics_may_notify() THEN
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

ALTER FUNCTION public.analytics_queue_submission_changes() OWNER TO analytics_owner;

CREATE FUNCTION public.analytics_recompute_slice(challenge uuid) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  began CONSTANT timestamptz := clock_timestamp();
  changed integer;
  elapsed_ms double precision;
  message text;
  state text;
BEGIN
  changed := "public".analytics_recompute_twins(challenge);
  elapsed_ms := date_part('epoch', clock_timestamp() - began) * 1000;
  UPDATE "public".analytics_slice
  SET data_as_of = began, recomputed_at = clock_timestamp(), duration_ms = elapsed_ms, changed_rows = changed,
    wanted_at = NULL, attempts = 0, last_error = NULL, last_sqlstate = NULL, retry_at = NULL
  WHERE challenge_id = challenge;
  RETURN jsonb_build_object('challengeId', challenge, 'durationMs', elapsed_ms, 'changedRows', changed);
EXCEPTION
  -- A cancelled statement is no failure of the slice, and is not caught by OTHERS.
  WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, state = RETURNED_SQLSTATE;
    UPDATE "public".analytics_slice
    SET attempts = attempts + 1, last_error = left(message, 2000), last_sqlstate = state,
      retry_at = clock_timestamp() + least(interval '5 seconds' * 2 ^ least(attempts, 10), interval '10 minutes')
    WHERE challenge_id = challenge;
    RETURN jsonb_build_object('challengeId', challenge, 'error', left(message, 2000), 'sqlstate', state);
END
$$;

ALTER FUNCTION public.analytics_recompute_slice(challenge uuid) OWNER TO analytics_owner;

CREATE TABLE public.analytics_time_to_first_win (
    challenge_id uuid NOT NULL,
    agents_with_win integer,
    avg_days_to_first_win double precision
);

ALTER TABLE public.analytics_time_to_first_win OWNER TO analytics_owner;

CREATE TABLE public.analytics_weakness_patterns (
    agent_id uuid NOT NULL,
    challenge_id uuid NOT NULL,
    lane_key text NOT NULL,
    attempt_count integer,
    avg_score double precision,
    min_score double precision,
    max_score double precision,
    score_trend_slope double precision,
    performance_category text,
    challenge_p25 double precision,
    challenge_p50 double precision,
    challenge_p75 double precision,
    challenge_sample_count integer
);

ALTER TABLE public.analytics_weakness_patterns OWNER TO analytics_owner;

CREATE TABLE public.bout_results (
    bout_id uuid NOT NULL,
    winner_agent_id uuid,
    decided_at timestamp with time zone DEFAULT now()
);

ALTER TABLE public.bout_results OWNER TO postgres;

CREATE FUNCTION public.analytics_recompute_twins(challenge uuid) RETURNS integer
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    SET work_mem TO '64MB'
    SET max_parallel_workers_per_gather TO '0'
    SET random_page_cost TO '1.1'
    BEGIN ATOMIC
 WITH submissions AS MATERIALIZED (
          SELECT submissions.agent_id,
             submissions.challenge_id,
             submissions.bout_id,
             submissions.status,
             submissions.final_lane_scores,
             submissions.composite_score,
             submissions.created_at
            FROM public.submissions
           WHERE (submissions.challenge_id = analytics_recompute_twins.challenge)
         ), analytics_lane_score_distribution AS MATERIALIZED (
          SELECT lane.challenge_id,
             lane.lane_key,
             measure.sample_count,
             (round((measure.mean_score)::numeric, 3))::double precision AS mean_score,
             (round((measure.stddev_score)::numeric, 3))::double precision AS stddev_score,
             (round((measure.min_score)::numeric, 3))::double precision AS min_score,
             (round((measure.max_score)::numeric, 3))::double precision AS max_score,
             (round((measure.percentiles[1])::numeric, 3))::double precision AS p10,
             (round((measure.percentiles[2])::numeric, 3))::double precision AS p25,
             (round((measure.percentiles[3])::numeric, 3))::double precision AS p50,
             (round((measure.percentiles[4])::numeric, 3))::double precision AS p75,
             (round((measure.percentiles[5])::numeric, 3))::double precision AS p90,
             lane.last_submission_at
            FROM (( SELECT submission.challenge_id,
                     sample.lane_key,
                     array_agg(sample.score) AS scores,
                     max(submission.created_at) AS last_submission_at
                    FROM (submissions submission
                      CROSS JOIN LATERAL public.analytics_lane_scores(submission.final_lane_scores) sample(lane_key, score))
                   WHERE ((submission.status = 'scored'::text) AND (submission.challenge_id IS NOT NULL) AND isfinite(submission.created_at))
                   GROUP BY submission.challenge_id, sample.lane_key) lane
              CROSS JOIN LATERAL ( SELECT (count(*))::integer AS sample_count,
                     avg(score.score) AS mean_score,
                     stddev_samp(score.score) AS stddev_score,
                     min(score.score) AS min_score,
                     max(score.score) AS max_score,
                     percentile_cont(ARRAY[(0.10)::double precision, (0.25)::double precision, (0.50)::double precision, (0.75)::double precision, (0.90)::double precision]) WITHIN GROUP (ORDER BY score.score) AS percentiles
                    FROM unnest(lane.scores) score(score)) measure)
         ), vanished_1 AS (
          DELETE FROM public.analytics_lane_score_distribution
           WHERE ((analytics_lane_score_distribution.challenge_id = analytics_recompute_twins.challenge) AND (NOT ((analytics_lane_score_distribution.challenge_id, analytics_lane_score_distribution.lane_key) IN ( SELECT analytics_lane_score_distribution_1.challenge_id,
                     analytics_lane_score_distribution_1.lane_key
                    FROM analytics_lane_score_distribution analytics_lane_score_distribution_1))))
           RETURNING 1 AS "?column?"
         ), written_1 AS (
          INSERT INTO public.analytics_lane_score_distribution (challenge_id, lane_key, sample_count, mean_score, stddev_score, min_score, max_score, p10, p25, p50, p75, p90, last_submission_at)  SELECT analytics_lane_score_distribution_1.challenge_id,
                     analytics_lane_score_distribution_1.lane_key,
                     analytics_lane_score_distribution_1.sample_count,
                     analytics_lane_score_distribution_1.mean_score,
                     analytics_lane_score_distribution_1.stddev_score,
                     analytics_lane_score_distribution_1.min_score,
                     analytics_lane_score_distribution_1.max_score,
                     analytics_lane_score_distribution_1.p10,
                     analytics_lane_score_distribution_1.p25,
                     analytics_lane_score_distribution_1.p50,
                     analytics_lane_score_distribution_1.p75,
                     analytics_lane_score_distribution_1.p90,
                     analytics_lane_score_distribution_1.last_submission_at
                    FROM analytics_lane_score_distribution analytics_lane_score_distribution_1
                 EXCEPT
                  SELECT analytics_lane_score_distribution_1.challenge_id,
                     analytics_lane_score_distribution_1.lane_key,
                     analytics_lane_score_distribution_1.sample_count,
                     analytics_lane_score_distribution_1.mean_score,
                     analytics_lane_score_distribution_1.stddev_score,
                     analytics_lane_score_distribution_1.min_score,
                     analytics_lane_score_distribution_1.max_score,
                     analytics_lane_score_distribution_1.p10,
                     analytics_lane_score_distribution_1.p25,
                     analytics_lane_score_distribution_1.p50,
                     analytics_lane_score_distribution_1.p75,
                     analytics_lane_score_distribution_1.p90,
                     analytics_lane_score_distribution_1.last_submission_at
                    FROM public.analytics_lane_score_distribution analytics_lane_score_distribution_1
                   WHERE (analytics_lane_score_distribution_1.challenge_id = analytics_recompute_twins.challenge) ON CONFLICT(challenge_id, lane_key) DO UPDATE SET sample_count = excluded.sample_count, mean_score = excluded.mean_score, stddev_score = excluded.stddev_score, min_score = excluded.min_score, max_score = excluded.max_score, p10 = excluded.p10, p25 = excluded.p25, p50 = excluded.p50, p75 = excluded.p75, p90 = excluded.p90, last_submission_at = excluded.last_submission_at
           RETURNING 1 AS "?column?"
         ), analytics_weakness_patterns AS MATERIALIZED (
          SELECT pattern.agent_id,
             pattern.challenge_id,
             pattern.lane_key,
             pattern.attempt_count,
             pattern.avg_score,
             pattern.min_score,
             pattern.max_score,
             pattern.score_trend_slope,
                 CASE
                     WHEN (pattern.avg_score < challenge.p25) THEN 'persistent_weakness'::text
                     WHEN (pattern.avg_score < challenge.p50) THEN 'below_median'::text
                     WHEN (pattern.avg_score > challenge.p75) THEN 'consistent_strength'::text
                     ELSE 'average'::text
                 END AS performance_category,
             challenge.p25 AS challenge_p25,
             challenge.p50 AS challenge_p50,
             challenge.p75 AS challenge_p75,
             challenge.sample_count AS challenge_sample_count
            FROM (( SELECT attempt.agent_id,
                     attempt.challenge_id,
                     sample.lane_key,
                     (count(*))::integer AS attempt_count,
                     (round((regr_avgy(sample.score, attempt.moment_us))::numeric, 3))::double precision AS avg_score,
                     (round((min(sample.score))::numeric, 3))::double precision AS min_score,
                     (round((max(sample.score))::numeric, 3))::double precision AS max_score,
                         CASE
                             WHEN (min(attempt.created_at) < max(attempt.created_at)) THEN (round(((regr_slope(sample.score, attempt.moment_us) * ('86400000000'::numeric)::double precision))::numeric, 6))::double precision
                             ELSE NULL::double precision
                         END AS score_trend_slope
                    FROM (( SELECT submission.agent_id,
                             submission.challenge_id,
                             submission.final_lane_scores,
                             submission.created_at,
                             round((date_part('epoch'::text, (submission.created_at - '2025-01-01 00:00:00+00'::timestamp with time zone)) * ('1000000'::numeric)::double precision)) AS moment_us
                            FROM submissions submission
                           WHERE ((submission.status = 'scored'::text) AND (submission.agent_id IS NOT NULL) AND (submission.challenge_id IS NOT NULL) AND isfinite(submission.created_at))) attempt
                      CROSS JOIN LATERAL public.analytics_lane_scores(attempt.final_lane_scores) sample(lane_key, score))
                   GROUP BY attempt.agent_id, attempt.challenge_id, sample.lane_key
                  HAVING (count(*) >= 2)) pattern
              JOIN analytics_lane_score_distribution challenge ON (((challenge.challenge_id = pattern.challenge_id) AND (challenge.lane_key = pattern.lane_key))))
         ), vanished_2 AS (
          DELETE FROM public.analytics_weakness_patterns
           WHERE ((analytics_weakness_patterns.challenge_id = analytics_recompute_twins.challenge) AND (NOT ((analytics_weakness_patterns.agent_id, analytics_weakness_patterns.challenge_id, analytics_weakness_patterns.lane_key) IN ( SELECT analytics_weakness_patterns_1.agent_id,
                     analytics_weakness_patterns_1.challenge_id,
                     analytics_weakness_patterns_1.lane_key
                    FROM analytics_weakness_patterns analytics_weakness_patterns_1))))
           RETURNING 1 AS "?column?"
         ), written_2 AS (
          INSERT INTO public.analytics_weakness_patterns (agent_id, challenge_id, lane_key, attempt_count, avg_score, min_score, max_score, score_trend_slope, performance_category, challenge_p25, challenge_p50, challenge_p75, challenge_sample_count)  SELECT analytics_weakness_patterns_1.agent_id,
                     analytics_weakness_patterns_1.challenge_id,
                     analytics_weakness_patterns_1.lane_key,
                     analytics_weakness_patterns_1.attempt_count,
                     analytics_weakness_patterns_1.avg_score,
                     analytics_weakness_patterns_1.min_score,
                     analytics_weakness_patterns_1.max_score,
                     analytics_weakness_patterns_1.score_trend_slope,
                     analytics_weakness_patterns_1.performance_category,
                     analytics_weakness_patterns_1.challenge_p25,
                     analytics_weakness_patterns_1.challenge_p50,
                     analytics_weakness_patterns_1.challenge_p75,
                     analytics_weakness_patterns_1.challenge_sample_count
                    FROM analytics_weakness_patterns analytics_weakness_patterns_1
                 EXCEPT
                  SELECT analytics_weakness_patterns_1.agent_id,
                     analytics_weakness_patterns_1.challenge_id,
                     analytics_weakness_patterns_1.lane_key,
                     analytics_weakness_patterns_1.attempt_count,
                     analytics_weakness_patterns_1.avg_score,
                     analytics_weakness_patterns_1.min_score,
                     analytics_weakness_patterns_1.max_score,
                     analytics_weakness_patterns_1.score_trend_slope,
                     analytics_weakness_patterns_1.performance_category,
                     analytics_weakness_patterns_1.challenge_p25,
                     analytics_weakness_patterns_1.challenge_p50,
                     analytics_weakness_patterns_1.challenge_p75,
                     analytics_weakness_patterns_1.challenge_sample_count
                    FROM public.analytics_weakness_patterns analytics_weakness_patterns_1
                   WHERE (analytics_weakness_patterns_1.challenge_id = analytics_recompute_twins.challenge) ON CONFLICT(agent_id, challenge_id, lane_key) DO UPDATE SET attempt_count = excluded.attempt_count, avg_score = excluded.avg_score, min_score = excluded.min_score, max_score = excluded.max_score, score_trend_slope = excluded.score_trend_slope, performance_category = excluded.performance_category, challenge_p25 = excluded.challenge_p25, challenge_p50 = excluded.challenge_p50, challenge_p75 = excluded.challenge_p75, challenge_sample_count = excluded.challenge_sample_count
           RETURNING 1 AS "?column?"
         ), analytics_agent_progress AS MATERIALIZED (
          SELECT weekly.agent_id,
             weekly.challenge_id,
             weekly.week,
             weekly.submission_count,
             (round(weekly.avg_composite_score, 3))::double precision AS avg_composite_score,
             (round(weekly.best_composite_score, 3))::double precision AS best_composite_score,
             (round(weekly.worst_composite_score, 3))::double precision AS worst_composite_score,
             (round((weekly.avg_composite_score - lag(weekly.avg_composite_score) OVER (PARTITION BY weekly.agent_id, weekly.challenge_id ORDER BY weekly.week)), 3))::double precision AS wow_composite_delta
            FROM ( SELECT submission.agent_id,
                     submission.challenge_id,
                     (date_trunc('week'::text, (submission.created_at AT TIME ZONE 'UTC'::text)))::date AS week,
                     (count(*))::integer AS submission_count,
                     avg(submission.composite_score) FILTER (WHERE ((submission.composite_score >= '-10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric) AND (submission.composite_score <= '10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric))) AS avg_composite_score,
                     max(submission.composite_score) FILTER (WHERE ((submission.composite_score >= '-10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric) AND (submission.composite_score <= '10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric))) AS best_composite_score,
                     min(submission.composite_score) FILTER (WHERE ((submission.composite_score >= '-10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric) AND (submission.composite_score <= '10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric))) AS worst_composite_score
                    FROM submissions submission
                   WHERE ((submission.status = 'scored'::text) AND (submission.agent_id IS NOT NULL) AND (submission.challenge_id IS NOT NULL) AND isfinite(submission.created_at))
                   GROUP BY submission.agent_id, submission.challenge_id, ((date_trunc('week'::text, (submission.created_at AT TIME ZONE 'UTC'::text)))::date)) weekly
         ), vanished_3 AS (
          DELETE FROM public.analytics_agent_progress
           WHERE ((analytics_agent_progress.challenge_id = analytics_recompute_twins.challenge) AND (NOT ((analytics_agent_progress.agent_id, analytics_agent_progress.challenge_id, analytics_agent_progress.week) IN ( SELECT analytics_agent_progress_1.agent_id,
                     analytics_agent_progress_1.challenge_id,
                     analytics_agent_progress_1.week
                    FROM analytics_agent_progress analytics_agent_progress_1))))
           RETURNING 1 AS "?column?"
         ), written_3 AS (
          INSERT INTO public.analytics_agent_progress (agent_id, challenge_id, week, submission_count, avg_composite_score, best_composite_score, worst_composite_score, wow_composite_delta)  SELECT analytics_agent_progress_1.agent_id,
                     analytics_agent_progress_1.challenge_id,
                     analytics_agent_progress_1.week,
                     analytics_agent_progress_1.submission_count,
                     analytics_agent_progress_1.avg_composite_score,
                     analytics_agent_progress_1.best_composite_score,
                     analytics_agent_progress_1.worst_composite_score,
                     analytics_agent_progress_1.wow_composite_delta
                    FROM analytics_agent_progress analytics_agent_progress_1
                 EXCEPT
                  SELECT analytics_agent_progress_1.agent_id,
                     analytics_agent_progress_1.challenge_id,
                     analytics_agent_progress_1.week,
                     analytics_agent_progress_1.submission_count,
                     analytics_agent_progress_1.avg_composite_score,
                     analytics_agent_progress_1.best_composite_score,
                     analytics_agent_progress_1.worst_composite_score,
                     analytics_agent_progress_1.wow_composite_delta
                    FROM public.analytics_agent_progress analytics_agent_progress_1
                   WHERE (analytics_agent_progress_1.challenge_id = analytics_recompute_twins.challenge) ON CONFLICT(agent_id, challenge_id, week) DO UPDATE SET submission_count = excluded.submission_count, avg_composite_score = excluded.avg_composite_score, best_composite_score = excluded.best_composite_score, worst_composite_score = excluded.worst_composite_score, wow_composite_delta = excluded.wow_composite_delta
           RETURNING 1 AS "?column?"
         ), analytics_time_to_first_win AS MATERIALIZED (
          SELECT agent.challenge_id,
             (count(*))::integer AS agents_with_win,
             (round((avg((date_part('epoch'::text, (agent.first_win_at - agent.first_submission_at)) / (86400)::double precision)))::numeric, 1))::double precision AS avg_days_to_first_win
            FROM ( SELECT submission.challenge_id,
                     submission.agent_id,
                     min(submission.created_at) AS first_submission_at,
                     min(submission.created_at) FILTER (WHERE (won.bout_id IS NOT NULL)) AS first_win_at
                    FROM (submissions submission
                      LEFT JOIN public.bout_results won ON (((won.bout_id = submission.bout_id) AND (won.winner_agent_id = submission.agent_id))))
                   WHERE ((submission.status = 'scored'::text) AND (submission.agent_id IS NOT NULL) AND (submission.challenge_id IS NOT NULL) AND isfinite(submission.created_at))
                   GROUP BY submission.challenge_id, submission.agent_id) agent
           WHERE (agent.first_win_at IS NOT NULL)
           GROUP BY agent.challenge_id
          HAVING (count(*) >= 5)
         ), vanished_4 AS (
          DELETE FROM public.analytics_time_to_first_win
           WHERE ((analytics_time_to_first_win.challenge_id = analytics_recompute_twins.challenge) AND (NOT (analytics_time_to_first_win.challenge_id IN ( SELECT analytics_time_to_first_win_1.challenge_id
                    FROM analytics_time_to_first_win analytics_time_to_first_win_1))))
           RETURNING 1 AS "?column?"
         ), written_4 AS (
          INSERT INTO public.analytics_time_to_first_win (challenge_id, agents_with_win, avg_days_to_first_win)  SELECT analytics_time_to_first_win_1.challenge_id,
                     analytics_time_to_first_win_1.agents_with_win,
                     analytics_time_to_first_win_1.avg_days_to_first_win
                    FROM analytics_time_to_first_win analytics_time_to_first_win_1
                 EXCEPT
                  SELECT analytics_time_to_first_win_1.challenge_id,
                     analytics_time_to_first_win_1.agents_with_win,
                     analytics_time_to_first_win_1.avg_days_to_first_win
                    FROM public.analytics_time_to_first_win analytics_time_to_first_win_1
                   WHERE (analytics_time_to_first_win_1.challenge_id = analytics_recompute_twins.challenge) ON CONFLICT(challenge_id) DO UPDATE SET agents_with_win = excluded.agents_with_win, avg_days_to_first_win = excluded.avg_days_to_first_win
           RETURNING 1 AS "?column?"
         )
  SELECT ((((((((( SELECT count(*) AS count
            FROM vanished_1) + ( SELECT count(*) AS count
            FROM written_1)) + ( SELECT count(*) AS count
            FROM vanished_2)) + ( SELECT count(*) AS count
            FROM written_2)) + ( SELECT count(*) AS count
            FROM vanished_3)) + ( SELECT count(*) AS count
            FROM written_3)) + ( SELECT count(*) AS count
            FROM vanished_4)) + ( SELECT count(*) AS count
            FROM written_4)))::integer AS int4;
END;

ALTER FUNCTION public.analytics_recompute_twins(challenge uuid) OWNER TO analytics_owner;

CREATE PROCEDURE public.analytics_refresh(IN view_name text, IN cause text DEFAULT 'cron'::text)
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
      AND c.relnamespace = '"public"'::regnamespace
  ) THEN
    RAISE EXCEPTION 'there is no pipeline view "%"', view_name
      USING ERRCODE = 'undefined_table', HINT = 'Pipeline views are ' || (
        SELECT string_agg(c.relname, ', ' ORDER BY c.relname)
        FROM pg_class AS c
        WHERE c.relname LIKE 'mv\_%' AND c.relkind = 'm' AND c.relnamespace = '"public"'::regnamespace
      ) || '.';
  END IF;

  -- What it reads comes first: a refresh of that under way is waited for, and where it is behind it is refreshed.
  FOREACH upstream IN ARRAY ARRAY(SELECT "public".analytics_upstream_views(view_name)) LOOP
    PERFORM pg_catalog.pg_advisory_xact_lock("public".analytics_refresh_lock_key(upstream));
    COMMIT;
    IF "public".analytics_is_behind(upstream) THEN
      CALL "public".analytics_refresh_one(upstream, cause, failure);
    END IF;
    IF failure IS NOT NULL THEN
      INSERT INTO "public".analytics_refresh_log
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
    CALL "public".analytics_refresh_one(view_name, cause, failure);
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
    SELECT FROM "public".analytics_score_quality WHERE counted_at > pg_catalog.now() - interval '1 hour'
  ) THEN
    PERFORM pg_catalog.pg_advisory_xact_lock("public".analytics_refresh_lock_key('analytics_score_quality'));
    PERFORM "public".analytics_count_malformed_scores();
  END IF;
END
$$;

ALTER PROCEDURE public.analytics_refresh(IN view_name text, IN cause text) OWNER TO analytics_owner;

COMMENT ON PROCEDURE public.analytics_refresh(IN view_name text, IN cause text) IS 'Refreshes a pipeline view without blocking its readers.';

CREATE FUNCTION public.analytics_refresh_lock_key(view_name text) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
  SELECT hashtextextended('lanewatch refresh "public".' || $1, 0)
$_$;

ALTER FUNCTION public.analytics_refresh_lock_key(view_name text) OWNER TO analytics_owner;

CREATE PROCEDURE public.analytics_refresh_one(IN target text, IN why text, INOUT failure jsonb)
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
  INSERT INTO "public".analytics_refresh_log (view_name, cause, status) VALUES (target, why, 'running')
  RETURNING id, started_at INTO run, started;
  COMMIT;

  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  PERFORM set_config('jit', 'off', true);
  PERFORM set_config('work_mem', coalesce(nullif(current_setting('lanewatch.refresh_work_mem', true), ''), '128MB'), true);
  PERFORM set_config('max_parallel_workers_per_gather', '4', true);

  -- Held to the end of this transaction, so that it cannot outlive a cancelled refresh.
  IF NOT pg_try_advisory_xact_lock("public".analytics_refresh_lock_key(target)) THEN
    UPDATE "public".analytics_refresh_log
    SET status = 'skipped', finished_at = clock_timestamp(), duration_ms = 0
    WHERE id = run;
    COMMIT;
    RAISE NOTICE 'skipped: another session is refreshing % right now', target;
    RETURN;
  END IF;

  -- Whoever holds the lock knows that earlier runs are over. A run that began just now may still be on its way here.
  UPDATE "public".analytics_refresh_log AS dead
  SET status = 'failed', finished_at = clock_timestamp(), error = 'the session ended before the refresh did'
  WHERE dead.view_name = target AND dead.status = 'running' AND dead.id <> run
    AND (
      dead.backend_pid = pg_backend_pid()
      OR dead.started_at < clock_timestamp() - interval '1 minute'
      OR NOT EXISTS (SELECT FROM pg_stat_activity AS alive WHERE alive.pid = dead.backend_pid)
    );

  BEGIN
    view := format('%I.%I', 'public', target)::regclass;
    IF (SELECT relispopulated FROM pg_class WHERE oid = view) THEN
      PERFORM "public".analytics_require_unique_index(view);
      EXECUTE format('REFRESH MATERIALIZED VIEW CONCURRENTLY %s', view);
    ELSE
      why := 'initial';
      EXECUTE format('REFRESH MATERIALIZED VIEW %s', view);
      EXECUTE format('ANALYZE %s', view);
    END IF;
    EXECUTE format('SELECT count(*) FROM %s', view) INTO counted;
    UPDATE "public".analytics_refresh_log
    SET status = 'succeeded', cause = why, row_count = counted, finished_at = clock_timestamp(),
      duration_ms = date_part('epoch', clock_timestamp() - started) * 1000
    WHERE id = run;
  EXCEPTION
    -- OTHERS alone does not catch a cancelled or timed-out statement.
    WHEN query_canceled OR OTHERS THEN
      GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT,
        state = RETURNED_SQLSTATE;
      UPDATE "public".analytics_refresh_log
      SET status = 'failed', error = concat_ws(E'\n', message, nullif(detail, ''), nullif(hint, '')), sqlstate = state,
        finished_at = clock_timestamp(), duration_ms = date_part('epoch', clock_timestamp() - started) * 1000
      WHERE id = run;
      failure := jsonb_build_object('message', message, 'detail', detail, 'hint', hint, 'state', state, 'run', run);
  END;

  DELETE FROM "public".analytics_refresh_log WHERE started_at < now() - interval '90 days';
  DELETE FROM "public".analytics_refresh_queue WHERE queued_at < now() - interval '14 days';
  COMMIT;
END
$$;

ALTER PROCEDURE public.analytics_refresh_one(IN target text, IN why text, INOUT failure jsonb) OWNER TO analytics_owner;

CREATE PROCEDURE public.analytics_refresh_slices(IN most integer DEFAULT 1000, IN takes boolean DEFAULT false, INOUT outcome jsonb DEFAULT NULL::jsonb)
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
  IF NOT EXISTS (SELECT FROM "public".analytics_twin_state WHERE listed_at IS NOT NULL) THEN
    PERFORM "public".analytics_list_slices();
    -- Two sessions that list at first would otherwise wait for each other's rows.
    COMMIT;
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  END IF;
  WHILE "public".analytics_queue_bouts(bouts_at_once) = bouts_at_once LOOP
    COMMIT;
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  END LOOP;
  challenges := ARRAY(SELECT "public".analytics_waiting_slices(most));
  INSERT INTO "public".analytics_slice (challenge_id)
  SELECT id FROM unnest(challenges) AS id ORDER BY id
  ON CONFLICT DO NOTHING;
  versions := ARRAY(
    SELECT slice.data_as_of
    FROM unnest(challenges) WITH ORDINALITY AS listed (challenge_id, nth)
    LEFT JOIN "public".analytics_slice AS slice ON slice.challenge_id = listed.challenge_id
    ORDER BY listed.nth
  );
  COMMIT;

  FOR nth IN 1 .. cardinality(challenges) LOOP
    challenge := challenges[nth];
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    PERFORM FROM "public".analytics_slice AS slice
    WHERE slice.challenge_id = challenge AND (slice.retry_at IS NULL OR slice.retry_at <= clock_timestamp())
      AND slice.data_as_of IS NOT DISTINCT FROM versions[nth]
    FOR UPDATE SKIP LOCKED;
    -- After the lock, before the computation: what this snapshot sees, the computation sees too.
    IF FOUND THEN
      SELECT pg_current_snapshot() INTO covered;
      result := NULL;
      IF EXISTS (
        SELECT FROM "public".analytics_refresh_queue AS queue
        WHERE queue.challenge_id = challenge AND queue.recomputed_at IS NULL
      ) OR EXISTS (
        SELECT FROM "public".analytics_slice AS slice
        WHERE slice.challenge_id = challenge AND slice.wanted_at IS NOT NULL
      ) THEN
        result := "public".analytics_recompute_slice(challenge);
        results := results || result;
      END IF;
      -- The first rows with the numbers, the rest in small transactions: should they be lost, it is only done again.
      WHILE result IS NOT NULL AND NOT result ? 'error'
        AND "public".analytics_mark_recomputed(challenge, covered, takes, rows_per_mark) = rows_per_mark
      LOOP
        COMMIT;
        PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
      END LOOP;
    END IF;
    COMMIT;
  END LOOP;
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  outcome := jsonb_build_object(
    'slices', results, 'more', EXISTS (SELECT "public".analytics_waiting_slices(1))
  );
END
$$;

ALTER PROCEDURE public.analytics_refresh_slices(IN most integer, IN takes boolean, INOUT outcome jsonb) OWNER TO analytics_owner;

COMMENT ON PROCEDURE public.analytics_refresh_slices(IN most integer, IN takes boolean, INOUT outcome jsonb) IS 'Brings the live twins up to date with the outbox, challenge by challenge.';

CREATE FUNCTION public.analytics_require_unique_index(view regclass) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
$_$;

ALTER FUNCTION public.analytics_require_unique_index(view regclass) OWNER TO analytics_owner;

CREATE FUNCTION public.analytics_twins() RETURNS TABLE(nth integer, twin text, view_name text)
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT nth, 'analytics_' || metric, 'mv_' || metric
  FROM (VALUES
    (1, 'lane_score_distribution'), (2, 'weakness_patterns'), (3, 'agent_progress'), (4, 'time_to_first_win')
  ) AS metrics (nth, metric)
$$;

ALTER FUNCTION public.analytics_twins() OWNER TO analytics_owner;

CREATE FUNCTION public.analytics_upstream_views(view_name text) RETURNS SETOF text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
  WITH RECURSIVE reads (oid, depth) AS (
    SELECT c.oid, 0
    FROM pg_class AS c
    WHERE c.relname = $1 AND c.relnamespace = '"public"'::regnamespace AND c.relkind = 'm'
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
    AND c.relkind = 'm' AND c.relnamespace = '"public"'::regnamespace AND c.relname LIKE 'mv\_%'
  GROUP BY c.relname
  ORDER BY max(reads.depth) DESC, c.relname
$_$;

ALTER FUNCTION public.analytics_upstream_views(view_name text) OWNER TO analytics_owner;

CREATE PROCEDURE public.analytics_verify_twins(IN cause text DEFAULT 'cron'::text, INOUT report jsonb DEFAULT NULL::jsonb)
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
  CALL "public".analytics_refresh_slices(1000000, false, outcome);
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  began := clock_timestamp();
  COMMIT;
  FOREACH view_name IN ARRAY ARRAY(SELECT each.view_name FROM "public".analytics_twins() AS each ORDER BY each.nth) LOOP
    CALL "public".analytics_refresh(view_name, cause);
    COMMIT;
  END LOOP;
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  WHILE "public".analytics_queue_bouts(bouts_at_once) = bouts_at_once LOOP
    COMMIT;
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  END LOOP;
  COMMIT;
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  -- A refresh that another session was at may have begun before this.
  SELECT least(began, min(latest.started_at)) INTO began
  FROM "public".analytics_twins() AS metric
  CROSS JOIN LATERAL (
    SELECT log.started_at
    FROM "public".analytics_refresh_log AS log
    WHERE log.view_name = metric.view_name AND log.status = 'succeeded'
    ORDER BY log.started_at DESC
    LIMIT 1
  ) AS latest;

  -- One statement, and so one moment.
  WITH unsettled AS (
    SELECT slice.challenge_id
    FROM "public".analytics_slice AS slice
    WHERE slice.data_as_of >= began OR slice.wanted_at IS NOT NULL OR slice.attempts > 0
    UNION
    SELECT queue.challenge_id FROM "public".analytics_refresh_queue AS queue WHERE queue.recomputed_at IS NULL
  )
  SELECT
    (SELECT count(*) FROM unsettled),
    (
      SELECT coalesce(jsonb_agg(to_jsonb(difference) ORDER BY difference.view_name, difference.challenge_id), '[]')
      FROM "public".analytics_compare_twins() AS difference
      WHERE difference.challenge_id NOT IN (SELECT unsettled.challenge_id FROM unsettled)
    )
  INTO busy, found;

  INSERT INTO "public".analytics_slice AS slice (challenge_id, wanted_at)
  SELECT DISTINCT (each ->> 'challenge_id')::uuid, now()
  FROM jsonb_array_elements(found) AS each
  ORDER BY 1
  ON CONFLICT (challenge_id) DO UPDATE SET wanted_at = coalesce(slice.wanted_at, excluded.wanted_at);
  UPDATE "public".analytics_twin_state
  SET verified_at = clock_timestamp(),
    differing_slices = (SELECT count(DISTINCT each ->> 'challenge_id') FROM jsonb_array_elements(found) AS each),
    differing_rows = (
      SELECT coalesce(sum(greatest((each ->> 'only_in_view')::integer, (each ->> 'only_in_twin')::integer)), 0)
      FROM jsonb_array_elements(found) AS each
    );
  report := jsonb_build_object('differences', found, 'busy', busy);
END
$$;

ALTER PROCEDURE public.analytics_verify_twins(IN cause text, INOUT report jsonb) OWNER TO analytics_owner;

COMMENT ON PROCEDURE public.analytics_verify_twins(IN cause text, INOUT report jsonb) IS 'Compares the live twins with freshly refreshed views, and has the slices that differ computed anew.';

CREATE FUNCTION public.analytics_views_are_followed() RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT EXISTS (
    SELECT FROM "public".analytics_twin_state WHERE views_followed_at > clock_timestamp() - interval '7 days'
  )
$$;

ALTER FUNCTION public.analytics_views_are_followed() OWNER TO analytics_owner;

CREATE FUNCTION public.analytics_waiting_slices(most integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  WITH RECURSIVE hop AS (
    (
      SELECT challenge_id, queued_at
      FROM "public".analytics_refresh_queue
      WHERE recomputed_at IS NULL
      ORDER BY challenge_id, id
      LIMIT 1
    )
    UNION ALL
    SELECT next.challenge_id, next.queued_at
    FROM hop
    CROSS JOIN LATERAL (
      SELECT queue.challenge_id, queue.queued_at
      FROM "public".analytics_refresh_queue AS queue
      WHERE queue.recomputed_at IS NULL AND queue.challenge_id > hop.challenge_id
      ORDER BY queue.challenge_id, queue.id
      LIMIT 1
    ) AS next
  ), waiting AS (
    SELECT challenge_id, 1 AS turn, queued_at AS since FROM hop
    UNION ALL
    SELECT challenge_id, 2, wanted_at FROM "public".analytics_slice WHERE wanted_at IS NOT NULL
  )
  SELECT waiting.challenge_id
  FROM waiting
  LEFT JOIN "public".analytics_slice AS slice ON slice.challenge_id = waiting.challenge_id
  WHERE slice.retry_at IS NULL OR slice.retry_at <= clock_timestamp()
  GROUP BY waiting.challenge_id
  ORDER BY min(waiting.turn), min(waiting.since), waiting.challenge_id
  LIMIT most
$$;

ALTER FUNCTION public.analytics_waiting_slices(most integer) OWNER TO analytics_owner;

CREATE VIEW public.analytics_agent_progress_definition AS
 SELECT weekly.agent_id,
    weekly.challenge_id,
    weekly.week,
    weekly.submission_count,
    (round(weekly.avg_composite_score, 3))::double precision AS avg_composite_score,
    (round(weekly.best_composite_score, 3))::double precision AS best_composite_score,
    (round(weekly.worst_composite_score, 3))::double precision AS worst_composite_score,
    (round((weekly.avg_composite_score - lag(weekly.avg_composite_score) OVER (PARTITION BY weekly.agent_id, weekly.challenge_id ORDER BY weekly.week)), 3))::double precision AS wow_composite_delta
   FROM ( SELECT submission.agent_id,
            submission.challenge_id,
            (date_trunc('week'::text, (submission.created_at AT TIME ZONE 'UTC'::text)))::date AS week,
            (count(*))::integer AS submission_count,
            avg(submission.composite_score) FILTER (WHERE ((submission.composite_score >= '-10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric) AND (submission.composite_score <= '10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric))) AS avg_composite_score,
            max(submission.composite_score) FILTER (WHERE ((submission.composite_score >= '-10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric) AND (submission.composite_score <= '10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric))) AS best_composite_score,
            min(submission.composite_score) FILTER (WHERE ((submission.composite_score >= '-10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric) AND (submission.composite_score <= '10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric))) AS worst_composite_score
           FROM public.submissions submission
          WHERE ((submission.status = 'scored'::text) AND (submission.agent_id IS NOT NULL) AND (submission.challenge_id IS NOT NULL) AND isfinite(submission.created_at))
          GROUP BY submission.agent_id, submission.challenge_id, ((date_trunc('week'::text, (submission.created_at AT TIME ZONE 'UTC'::text)))::date)) weekly;

ALTER TABLE public.analytics_agent_progress_definition OWNER TO analytics_owner;

CREATE TABLE public.analytics_alert_channel (
    channel text NOT NULL,
    last_sent_at timestamp with time zone,
    failing_since timestamp with time zone,
    failure_count integer DEFAULT 0 NOT NULL,
    last_error text
);

ALTER TABLE public.analytics_alert_channel OWNER TO analytics_owner;

COMMENT ON TABLE public.analytics_alert_channel IS 'Whether each channel of the alerts works; failures are in a row.';

CREATE TABLE public.analytics_alert_delivery (
    id integer NOT NULL,
    message_id uuid NOT NULL,
    channel text NOT NULL,
    message jsonb NOT NULL,
    queued_at timestamp with time zone DEFAULT now() NOT NULL,
    attempt_count integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT now() NOT NULL,
    claimed_by uuid,
    claimed_until timestamp with time zone,
    sent_at timestamp with time zone,
    given_up_at timestamp with time zone,
    error text
);

ALTER TABLE public.analytics_alert_delivery OWNER TO analytics_owner;

COMMENT ON TABLE public.analytics_alert_delivery IS 'One row per alert and channel. It is claimed before it is sent, so that two workers never send it twice.';

ALTER TABLE public.analytics_alert_delivery ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.analytics_alert_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.analytics_alert_lead (
    only_row boolean DEFAULT true NOT NULL,
    held_by uuid,
    held_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT analytics_alert_lead_only_row_check CHECK (only_row)
);

ALTER TABLE public.analytics_alert_lead OWNER TO analytics_owner;

COMMENT ON TABLE public.analytics_alert_lead IS 'Which worker looks after the alerts, and until when unless it says so again: one that hangs loses it.';

CREATE TABLE public.analytics_alert_state (
    finding_key text NOT NULL,
    rule_id text NOT NULL,
    object text NOT NULL,
    job_id integer,
    severity text NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    remedy text DEFAULT ''::text NOT NULL,
    since timestamp with time zone,
    first_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_count integer DEFAULT 0 NOT NULL,
    unseen_count integer DEFAULT 0 NOT NULL,
    silenced_by text,
    told_severity text,
    last_sent_at timestamp with time zone,
    suppressed_count integer DEFAULT 0 NOT NULL,
    muted_until timestamp with time zone,
    muted_by text,
    acknowledged_until timestamp with time zone,
    acknowledged_by text,
    resolved_at timestamp with time zone,
    CONSTRAINT analytics_alert_state_severity_check CHECK ((severity = ANY (ARRAY['warning'::text, 'critical'::text, 'unknown'::text]))),
    CONSTRAINT analytics_alert_state_told_severity_check CHECK ((told_severity = ANY (ARRAY['warning'::text, 'critical'::text, 'unknown'::text])))
);

ALTER TABLE public.analytics_alert_state OWNER TO analytics_owner;

COMMENT ON TABLE public.analytics_alert_state IS 'What is known to be wrong, since when, and what was told of it. A row with resolved_at is over.';

COMMENT ON COLUMN public.analytics_alert_state.finding_key IS 'The rule, the number of the job where there is one, and the object, with spaces between.';

COMMENT ON COLUMN public.analytics_alert_state.since IS 'As the finding itself dates it; NULL where it cannot.';

COMMENT ON COLUMN public.analytics_alert_state.seen_count IS 'Looks in a row that found it with this severity.';

COMMENT ON COLUMN public.analytics_alert_state.unseen_count IS 'Looks in a row that did not find it.';

COMMENT ON COLUMN public.analytics_alert_state.silenced_by IS 'The finding that this one only follows from.';

COMMENT ON COLUMN public.analytics_alert_state.told_severity IS 'What the channels were told last; NULL where they believe that all is well.';

COMMENT ON COLUMN public.analytics_alert_state.suppressed_count IS 'Looks that found it since the last message and sent none.';

ALTER TABLE public.analytics_bout_queue ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.analytics_bout_queue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.analytics_label (
    kind text NOT NULL,
    id uuid NOT NULL,
    label text NOT NULL,
    CONSTRAINT analytics_label_kind_check CHECK ((kind = ANY (ARRAY['agent'::text, 'challenge'::text])))
);

ALTER TABLE public.analytics_label OWNER TO analytics_owner;

COMMENT ON TABLE public.analytics_label IS 'Optional names of agents and challenges for people to read.';

CREATE VIEW public.analytics_lane_score_distribution_definition AS
 SELECT lane.challenge_id,
    lane.lane_key,
    measure.sample_count,
    (round((measure.mean_score)::numeric, 3))::double precision AS mean_score,
    (round((measure.stddev_score)::numeric, 3))::double precision AS stddev_score,
    (round((measure.min_score)::numeric, 3))::double precision AS min_score,
    (round((measure.max_score)::numeric, 3))::double precision AS max_score,
    (round((measure.percentiles[1])::numeric, 3))::double precision AS p10,
    (round((measure.percentiles[2])::numeric, 3))::double precision AS p25,
    (round((measure.percentiles[3])::numeric, 3))::double precision AS p50,
    (round((measure.percentiles[4])::numeric, 3))::double precision AS p75,
    (round((measure.percentiles[5])::numeric, 3))::double precision AS p90,
    lane.last_submission_at
   FROM (( SELECT submission.challenge_id,
            sample.lane_key,
            array_agg(sample.score) AS scores,
            max(submission.created_at) AS last_submission_at
           FROM (public.submissions submission
             CROSS JOIN LATERAL public.analytics_lane_scores(submission.final_lane_scores) sample(lane_key, score))
          WHERE ((submission.status = 'scored'::text) AND (submission.challenge_id IS NOT NULL) AND isfinite(submission.created_at))
          GROUP BY submission.challenge_id, sample.lane_key) lane
     CROSS JOIN LATERAL ( SELECT (count(*))::integer AS sample_count,
            avg(score.score) AS mean_score,
            stddev_samp(score.score) AS stddev_score,
            min(score.score) AS min_score,
            max(score.score) AS max_score,
            percentile_cont(ARRAY[(0.10)::double precision, (0.25)::double precision, (0.50)::double precision, (0.75)::double precision, (0.90)::double precision]) WITHIN GROUP (ORDER BY score.score) AS percentiles
           FROM unnest(lane.scores) score(score)) measure);

ALTER TABLE public.analytics_lane_score_distribution_definition OWNER TO analytics_owner;

CREATE TABLE public.analytics_refresh_log (
    id integer NOT NULL,
    view_name text NOT NULL,
    cause text NOT NULL,
    status text NOT NULL,
    started_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    finished_at timestamp with time zone,
    duration_ms double precision,
    row_count integer,
    error text,
    sqlstate text,
    backend_pid integer DEFAULT pg_backend_pid() NOT NULL,
    CONSTRAINT analytics_refresh_log_cause_check CHECK ((cause = ANY (ARRAY['cron'::text, 'event'::text, 'manual'::text, 'resync'::text, 'initial'::text]))),
    CONSTRAINT analytics_refresh_log_status_check CHECK ((status = ANY (ARRAY['running'::text, 'succeeded'::text, 'failed'::text, 'skipped'::text])))
);

ALTER TABLE public.analytics_refresh_log OWNER TO analytics_owner;

COMMENT ON TABLE public.analytics_refresh_log IS 'One row per refresh. The age of a view''s data counts from started_at of its last row that succeeded.';

ALTER TABLE public.analytics_refresh_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.analytics_refresh_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.analytics_refresh_queue ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.analytics_refresh_queue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.analytics_schema_version (
    version integer NOT NULL,
    name text NOT NULL,
    installed_at timestamp with time zone DEFAULT now() NOT NULL,
    installed_by text DEFAULT CURRENT_USER NOT NULL
);

ALTER TABLE public.analytics_schema_version OWNER TO analytics_owner;

COMMENT ON TABLE public.analytics_schema_version IS 'The migrations of lanewatch that were run here.';

CREATE VIEW public.analytics_time_to_first_win_definition AS
 SELECT agent.challenge_id,
    (count(*))::integer AS agents_with_win,
    (round((avg((date_part('epoch'::text, (agent.first_win_at - agent.first_submission_at)) / (86400)::double precision)))::numeric, 1))::double precision AS avg_days_to_first_win
   FROM ( SELECT submission.challenge_id,
            submission.agent_id,
            min(submission.created_at) AS first_submission_at,
            min(submission.created_at) FILTER (WHERE (won.bout_id IS NOT NULL)) AS first_win_at
           FROM (public.submissions submission
             LEFT JOIN public.bout_results won ON (((won.bout_id = submission.bout_id) AND (won.winner_agent_id = submission.agent_id))))
          WHERE ((submission.status = 'scored'::text) AND (submission.agent_id IS NOT NULL) AND (submission.challenge_id IS NOT NULL) AND isfinite(submission.created_at))
          GROUP BY submission.challenge_id, submission.agent_id) agent
  WHERE (agent.first_win_at IS NOT NULL)
  GROUP BY agent.challenge_id
 HAVING (count(*) >= 5);

ALTER TABLE public.analytics_time_to_first_win_definition OWNER TO analytics_owner;

CREATE VIEW public.analytics_weakness_patterns_definition AS
 SELECT pattern.agent_id,
    pattern.challenge_id,
    pattern.lane_key,
    pattern.attempt_count,
    pattern.avg_score,
    pattern.min_score,
    pattern.max_score,
    pattern.score_trend_slope,
        CASE
            WHEN (pattern.avg_score < challenge.p25) THEN 'persistent_weakness'::text
            WHEN (pattern.avg_score < challenge.p50) THEN 'below_median'::text
            WHEN (pattern.avg_score > challenge.p75) THEN 'consistent_strength'::text
            ELSE 'average'::text
        END AS performance_category,
    challenge.p25 AS challenge_p25,
    challenge.p50 AS challenge_p50,
    challenge.p75 AS challenge_p75,
    challenge.sample_count AS challenge_sample_count
   FROM (( SELECT attempt.agent_id,
            attempt.challenge_id,
            sample.lane_key,
            (count(*))::integer AS attempt_count,
            (round((regr_avgy(sample.score, attempt.moment_us))::numeric, 3))::double precision AS avg_score,
            (round((min(sample.score))::numeric, 3))::double precision AS min_score,
            (round((max(sample.score))::numeric, 3))::double precision AS max_score,
                CASE
                    WHEN (min(attempt.created_at) < max(attempt.created_at)) THEN (round(((regr_slope(sample.score, attempt.moment_us) * ('86400000000'::numeric)::double precision))::numeric, 6))::double precision
                    ELSE NULL::double precision
                END AS score_trend_slope
           FROM (( SELECT submission.agent_id,
                    submission.challenge_id,
                    submission.final_lane_scores,
                    submission.created_at,
                    round((date_part('epoch'::text, (submission.created_at - '2025-01-01 00:00:00+00'::timestamp with time zone)) * ('1000000'::numeric)::double precision)) AS moment_us
                   FROM public.submissions submission
                  WHERE ((submission.status = 'scored'::text) AND (submission.agent_id IS NOT NULL) AND (submission.challenge_id IS NOT NULL) AND isfinite(submission.created_at))) attempt
             CROSS JOIN LATERAL public.analytics_lane_scores(attempt.final_lane_scores) sample(lane_key, score))
          GROUP BY attempt.agent_id, attempt.challenge_id, sample.lane_key
         HAVING (count(*) >= 2)) pattern
     JOIN public.analytics_lane_score_distribution challenge ON (((challenge.challenge_id = pattern.challenge_id) AND (challenge.lane_key = pattern.lane_key))));

ALTER TABLE public.analytics_weakness_patterns_definition OWNER TO analytics_owner;

CREATE TABLE public.analytics_worker (
    worker_id uuid NOT NULL,
    host_name text NOT NULL,
    process_id integer NOT NULL,
    version text NOT NULL,
    is_leader boolean DEFAULT false NOT NULL,
    runs_scheduler boolean DEFAULT false NOT NULL,
    state text DEFAULT 'starting'::text NOT NULL,
    refreshing_view text,
    refreshed_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    last_error text,
    last_error_at timestamp with time zone,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat_at timestamp with time zone DEFAULT now() NOT NULL,
    stopped_at timestamp with time zone
);

ALTER TABLE public.analytics_worker OWNER TO analytics_owner;

COMMENT ON TABLE public.analytics_worker IS 'The heartbeats of refresh workers, one row each.';

CREATE TABLE public.judge_outputs (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    submission_id uuid NOT NULL,
    judge_name text,
    lane_scores jsonb,
    rationale text,
    created_at timestamp with time zone DEFAULT now()
);

ALTER TABLE public.judge_outputs OWNER TO postgres;

CREATE MATERIALIZED VIEW public.mv_agent_progress AS
 SELECT weekly.agent_id,
    weekly.challenge_id,
    weekly.week,
    weekly.submission_count,
    (round(weekly.avg_composite_score, 3))::double precision AS avg_composite_score,
    (round(weekly.best_composite_score, 3))::double precision AS best_composite_score,
    (round(weekly.worst_composite_score, 3))::double precision AS worst_composite_score,
    (round((weekly.avg_composite_score - lag(weekly.avg_composite_score) OVER (PARTITION BY weekly.agent_id, weekly.challenge_id ORDER BY weekly.week)), 3))::double precision AS wow_composite_delta
   FROM ( SELECT submission.agent_id,
            submission.challenge_id,
            (date_trunc('week'::text, (submission.created_at AT TIME ZONE 'UTC'::text)))::date AS week,
            (count(*))::integer AS submission_count,
            avg(submission.composite_score) FILTER (WHERE ((submission.composite_score >= '-10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric) AND (submission.composite_score <= '10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric))) AS avg_composite_score,
            max(submission.composite_score) FILTER (WHERE ((submission.composite_score >= '-10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric) AND (submission.composite_score <= '10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric))) AS best_composite_score,
            min(submission.composite_score) FILTER (WHERE ((submission.composite_score >= '-10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric) AND (submission.composite_score <= '10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric))) AS worst_composite_score
           FROM public.submissions submission
          WHERE ((submission.status = 'scored'::text) AND (submission.agent_id IS NOT NULL) AND (submission.challenge_id IS NOT NULL) AND isfinite(submission.created_at))
          GROUP BY submission.agent_id, submission.challenge_id, ((date_trunc('week'::text, (submission.created_at AT TIME ZONE 'UTC'::text)))::date)) weekly
  WITH NO DATA;

ALTER TABLE public.mv_agent_progress OWNER TO analytics_owner;

COMMENT ON MATERIALIZED VIEW public.mv_agent_progress IS 'Composite scores per agent, challenge and UTC week (the date of its Monday).';

CREATE MATERIALIZED VIEW public.mv_lane_score_distribution AS
 SELECT lane.challenge_id,
    lane.lane_key,
    measure.sample_count,
    (round((measure.mean_score)::numeric, 3))::double precision AS mean_score,
    (round((measure.stddev_score)::numeric, 3))::double precision AS stddev_score,
    (round((measure.min_score)::numeric, 3))::double precision AS min_score,
    (round((measure.max_score)::numeric, 3))::double precision AS max_score,
    (round((measure.percentiles[1])::numeric, 3))::double precision AS p10,
    (round((measure.percentiles[2])::numeric, 3))::double precision AS p25,
    (round((measure.percentiles[3])::numeric, 3))::double precision AS p50,
    (round((measure.percentiles[4])::numeric, 3))::double precision AS p75,
    (round((measure.percentiles[5])::numeric, 3))::double precision AS p90,
    lane.last_submission_at
   FROM (( SELECT submission.challenge_id,
            sample.lane_key,
            array_agg(sample.score) AS scores,
            max(submission.created_at) AS last_submission_at
           FROM (public.submissions submission
             CROSS JOIN LATERAL public.analytics_lane_scores(submission.final_lane_scores) sample(lane_key, score))
          WHERE ((submission.status = 'scored'::text) AND (submission.challenge_id IS NOT NULL) AND isfinite(submission.created_at))
          GROUP BY submission.challenge_id, sample.lane_key) lane
     CROSS JOIN LATERAL ( SELECT (count(*))::integer AS sample_count,
            avg(score.score) AS mean_score,
            stddev_samp(score.score) AS stddev_score,
            min(score.score) AS min_score,
            max(score.score) AS max_score,
            percentile_cont((ARRAY[0.10, 0.25, 0.50, 0.75, 0.90])::double precision[]) WITHIN GROUP (ORDER BY score.score) AS percentiles
           FROM unnest(lane.scores) score(score)) measure)
  WITH NO DATA;

ALTER TABLE public.mv_lane_score_distribution OWNER TO analytics_owner;

COMMENT ON MATERIALIZED VIEW public.mv_lane_score_distribution IS 'The distribution of scores per challenge and lane.';

CREATE MATERIALIZED VIEW public.mv_time_to_first_win AS
 SELECT agent.challenge_id,
    (count(*))::integer AS agents_with_win,
    (round((avg((date_part('epoch'::text, (agent.first_win_at - agent.first_submission_at)) / (86400)::double precision)))::numeric, 1))::double precision AS avg_days_to_first_win
   FROM ( SELECT submission.challenge_id,
            submission.agent_id,
            min(submission.created_at) AS first_submission_at,
            min(submission.created_at) FILTER (WHERE (won.bout_id IS NOT NULL)) AS first_win_at
           FROM (public.submissions submission
             LEFT JOIN public.bout_results won ON (((won.bout_id = submission.bout_id) AND (won.winner_agent_id = submission.agent_id))))
          WHERE ((submission.status = 'scored'::text) AND (submission.agent_id IS NOT NULL) AND (submission.challenge_id IS NOT NULL) AND isfinite(submission.created_at))
          GROUP BY submission.challenge_id, submission.agent_id) agent
  WHERE (agent.first_win_at IS NOT NULL)
  GROUP BY agent.challenge_id
 HAVING (count(*) >= 5)
  WITH NO DATA;

ALTER TABLE public.mv_time_to_first_win OWNER TO analytics_owner;

COMMENT ON MATERIALIZED VIEW public.mv_time_to_first_win IS 'Days from the first scored submission to the first win, per challenge.';

CREATE MATERIALIZED VIEW public.mv_weakness_patterns AS
 SELECT pattern.agent_id,
    pattern.challenge_id,
    pattern.lane_key,
    pattern.attempt_count,
    pattern.avg_score,
    pattern.min_score,
    pattern.max_score,
    pattern.score_trend_slope,
        CASE
            WHEN (pattern.avg_score < challenge.p25) THEN 'persistent_weakness'::text
            WHEN (pattern.avg_score < challenge.p50) THEN 'below_median'::text
            WHEN (pattern.avg_score > challenge.p75) THEN 'consistent_strength'::text
            ELSE 'average'::text
        END AS performance_category,
    challenge.p25 AS challenge_p25,
    challenge.p50 AS challenge_p50,
    challenge.p75 AS challenge_p75,
    challenge.sample_count AS challenge_sample_count
   FROM (( SELECT attempt.agent_id,
            attempt.challenge_id,
            sample.lane_key,
            (count(*))::integer AS attempt_count,
            (round((regr_avgy(sample.score, attempt.moment_us))::numeric, 3))::double precision AS avg_score,
            (round((min(sample.score))::numeric, 3))::double precision AS min_score,
            (round((max(sample.score))::numeric, 3))::double precision AS max_score,
                CASE
                    WHEN (min(attempt.created_at) < max(attempt.created_at)) THEN (round(((regr_slope(sample.score, attempt.moment_us) * ('86400000000'::numeric)::double precision))::numeric, 6))::double precision
                    ELSE NULL::double precision
                END AS score_trend_slope
           FROM (( SELECT submission.agent_id,
                    submission.challenge_id,
                    submission.final_lane_scores,
                    submission.created_at,
                    round((date_part('epoch'::text, (submission.created_at - '2025-01-01 00:00:00+00'::timestamp with time zone)) * ('1000000'::numeric)::double precision)) AS moment_us
                   FROM public.submissions submission
                  WHERE ((submission.status = 'scored'::text) AND (submission.agent_id IS NOT NULL) AND (submission.challenge_id IS NOT NULL) AND isfinite(submission.created_at))) attempt
             CROSS JOIN LATERAL public.analytics_lane_scores(attempt.final_lane_scores) sample(lane_key, score))
          GROUP BY attempt.agent_id, attempt.challenge_id, sample.lane_key
         HAVING (count(*) >= 2)) pattern
     JOIN public.mv_lane_score_distribution challenge ON (((challenge.challenge_id = pattern.challenge_id) AND (challenge.lane_key = pattern.lane_key))))
  WITH NO DATA;

ALTER TABLE public.mv_weakness_patterns OWNER TO analytics_owner;

COMMENT ON MATERIALIZED VIEW public.mv_weakness_patterns IS 'Weak and strong lanes per agent and challenge, with the trend in score per day.';

ALTER TABLE ONLY public.analytics_agent_progress
    ADD CONSTRAINT analytics_agent_progress_pkey PRIMARY KEY (agent_id, challenge_id, week);

ALTER TABLE ONLY public.analytics_alert_channel
    ADD CONSTRAINT analytics_alert_channel_pkey PRIMARY KEY (channel);

ALTER TABLE ONLY public.analytics_alert_delivery
    ADD CONSTRAINT analytics_alert_delivery_message_id_channel_key UNIQUE (message_id, channel);

ALTER TABLE ONLY public.analytics_alert_delivery
    ADD CONSTRAINT analytics_alert_delivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.analytics_alert_lead
    ADD CONSTRAINT analytics_alert_lead_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY public.analytics_alert_state
    ADD CONSTRAINT analytics_alert_state_pkey PRIMARY KEY (finding_key);

ALTER TABLE ONLY public.analytics_bout_queue
    ADD CONSTRAINT analytics_bout_queue_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.analytics_label
    ADD CONSTRAINT analytics_label_pkey PRIMARY KEY (kind, id);

ALTER TABLE ONLY public.analytics_lane_score_distribution
    ADD CONSTRAINT analytics_lane_score_distribution_pkey PRIMARY KEY (challenge_id, lane_key);

ALTER TABLE ONLY public.analytics_refresh_log
    ADD CONSTRAINT analytics_refresh_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.analytics_refresh_queue
    ADD CONSTRAINT analytics_refresh_queue_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.analytics_schema_version
    ADD CONSTRAINT analytics_schema_version_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.analytics_score_quality
    ADD CONSTRAINT analytics_score_quality_pkey PRIMARY KEY (challenge_id);

ALTER TABLE ONLY public.analytics_slice
    ADD CONSTRAINT analytics_slice_pkey PRIMARY KEY (challenge_id);

ALTER TABLE ONLY public.analytics_time_to_first_win
    ADD CONSTRAINT analytics_time_to_first_win_pkey PRIMARY KEY (challenge_id);

ALTER TABLE ONLY public.analytics_twin_state
    ADD CONSTRAINT analytics_twin_state_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY public.analytics_weakness_patterns
    ADD CONSTRAINT analytics_weakness_patterns_pkey PRIMARY KEY (agent_id, challenge_id, lane_key);

ALTER TABLE ONLY public.analytics_worker
    ADD CONSTRAINT analytics_worker_pkey PRIMARY KEY (worker_id);

ALTER TABLE ONLY public.bout_results
    ADD CONSTRAINT bout_results_pkey PRIMARY KEY (bout_id);

ALTER TABLE ONLY public.judge_outputs
    ADD CONSTRAINT judge_outputs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.submissions
    ADD CONSTRAINT submissions_pkey PRIMARY KEY (id);

CREATE INDEX analytics_agent_progress_challenge_idx ON public.analytics_agent_progress USING btree (challenge_id);

CREATE INDEX analytics_alert_delivery_open_idx ON public.analytics_alert_delivery USING btree (next_attempt_at) WHERE ((sent_at IS NULL) AND (given_up_at IS NULL));

CREATE INDEX analytics_alert_delivery_queued_idx ON public.analytics_alert_delivery USING btree (queued_at);

CREATE INDEX analytics_alert_state_resolved_idx ON public.analytics_alert_state USING btree (resolved_at);

CREATE INDEX analytics_refresh_log_running_idx ON public.analytics_refresh_log USING btree (view_name) WHERE (status = 'running'::text);

CREATE INDEX analytics_refresh_log_started_idx ON public.analytics_refresh_log USING btree (started_at DESC);

CREATE INDEX analytics_refresh_log_view_idx ON public.analytics_refresh_log USING btree (view_name, started_at DESC);

CREATE INDEX analytics_refresh_queue_queued_idx ON public.analytics_refresh_queue USING btree (queued_at);

CREATE INDEX analytics_refresh_queue_slice_idx ON public.analytics_refresh_queue USING btree (challenge_id, id) WHERE (recomputed_at IS NULL);

CREATE INDEX analytics_refresh_queue_waiting_idx ON public.analytics_refresh_queue USING btree (id) WHERE (taken_at IS NULL);

CREATE INDEX analytics_slice_failing_idx ON public.analytics_slice USING btree (challenge_id) WHERE (attempts > 0);

CREATE INDEX analytics_slice_wanted_idx ON public.analytics_slice USING btree (wanted_at) WHERE (wanted_at IS NOT NULL);

CREATE INDEX analytics_weakness_patterns_challenge_idx ON public.analytics_weakness_patterns USING btree (challenge_id, lane_key, avg_score);

CREATE INDEX judge_outputs_submission_idx ON public.judge_outputs USING btree (submission_id);

CREATE UNIQUE INDEX mv_agent_progress_key ON public.mv_agent_progress USING btree (agent_id, challenge_id, week);

CREATE UNIQUE INDEX mv_lane_score_distribution_key ON public.mv_lane_score_distribution USING btree (challenge_id, lane_key);

CREATE UNIQUE INDEX mv_time_to_first_win_key ON public.mv_time_to_first_win USING btree (challenge_id);

CREATE INDEX mv_weakness_patterns_challenge_idx ON public.mv_weakness_patterns USING btree (challenge_id, lane_key, avg_score);

CREATE UNIQUE INDEX mv_weakness_patterns_key ON public.mv_weakness_patterns USING btree (agent_id, challenge_id, lane_key);

CREATE INDEX submissions_agent_challenge_created_idx ON public.submissions USING btree (agent_id, challenge_id, created_at DESC);

CREATE INDEX submissions_bout_idx ON public.submissions USING btree (bout_id) WHERE (bout_id IS NOT NULL);

CREATE INDEX submissions_challenge_created_idx ON public.submissions USING btree (challenge_id, created_at DESC);

CREATE TRIGGER analytics_bouts_deleted AFTER DELETE ON public.bout_results REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_note_bouts();

CREATE TRIGGER analytics_bouts_inserted AFTER INSERT ON public.bout_results REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_note_bouts();

CREATE TRIGGER analytics_bouts_updated AFTER UPDATE ON public.bout_results REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_note_bouts();

CREATE TRIGGER analytics_refresh_queue_purged AFTER DELETE ON public.analytics_refresh_queue REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_keep_purged_slices();

CREATE TRIGGER analytics_submissions_deleted AFTER DELETE ON public.submissions REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_queue_submission_changes();

CREATE TRIGGER analytics_submissions_inserted AFTER INSERT ON public.submissions REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_queue_submission_changes();

CREATE TRIGGER analytics_submissions_updated AFTER UPDATE ON public.submissions REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_queue_submission_changes();

ALTER TABLE ONLY public.judge_outputs
    ADD CONSTRAINT judge_outputs_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submissions(id) ON DELETE CASCADE;

GRANT USAGE ON SCHEMA public TO analytics_owner;
GRANT USAGE ON SCHEMA public TO analytics_reader;

REVOKE ALL ON TYPE public.analytics_submission_change FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_acknowledge_finding(finding_key text, duration interval) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_compare_twins() FROM PUBLIC;

GRANT SELECT ON TABLE public.analytics_score_quality TO analytics_reader;

GRANT SELECT ON TABLE public.submissions TO analytics_owner;

REVOKE ALL ON FUNCTION public.analytics_count_malformed_scores() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_follow_views() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_is_behind(view_name text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_is_same_row(one jsonb, other jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_keep_purged_slices() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_lane_scores(scores jsonb) FROM PUBLIC;

GRANT SELECT ON TABLE public.analytics_agent_progress TO analytics_reader;

GRANT SELECT ON TABLE public.analytics_lane_score_distribution TO analytics_reader;

GRANT SELECT ON TABLE public.analytics_slice TO analytics_reader;

GRANT SELECT ON TABLE public.analytics_twin_state TO analytics_reader;

REVOKE ALL ON FUNCTION public.analytics_list_slices() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_mark_recomputed(challenge uuid, covered pg_snapshot, takes boolean, most integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_may_notify() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_mute_finding(finding_key text, duration interval) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_note_bouts() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_owned_objects() FROM PUBLIC;

GRANT SELECT ON TABLE public.analytics_bout_queue TO analytics_reader;

GRANT SELECT ON TABLE public.analytics_refresh_queue TO analytics_reader;

REVOKE ALL ON FUNCTION public.analytics_queue_bouts(most integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_queue_many(changes public.analytics_submission_change[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_queue_submission_changes() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_recompute_slice(challenge uuid) FROM PUBLIC;

GRANT SELECT ON TABLE public.analytics_time_to_first_win TO analytics_reader;

GRANT SELECT ON TABLE public.analytics_weakness_patterns TO analytics_reader;

GRANT SELECT ON TABLE public.bout_results TO analytics_owner;

REVOKE ALL ON FUNCTION public.analytics_recompute_twins(challenge uuid) FROM PUBLIC;

REVOKE ALL ON PROCEDURE public.analytics_refresh(IN view_name text, IN cause text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_refresh_lock_key(view_name text) FROM PUBLIC;

REVOKE ALL ON PROCEDURE public.analytics_refresh_one(IN target text, IN why text, INOUT failure jsonb) FROM PUBLIC;

REVOKE ALL ON PROCEDURE public.analytics_refresh_slices(IN most integer, IN takes boolean, INOUT outcome jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_require_unique_index(view regclass) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_twins() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_upstream_views(view_name text) FROM PUBLIC;

REVOKE ALL ON PROCEDURE public.analytics_verify_twins(IN cause text, INOUT report jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_views_are_followed() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.analytics_waiting_slices(most integer) FROM PUBLIC;

GRANT SELECT ON TABLE public.analytics_alert_channel TO analytics_reader;

GRANT SELECT ON TABLE public.analytics_alert_delivery TO analytics_reader;

GRANT SELECT ON TABLE public.analytics_alert_lead TO analytics_reader;

GRANT SELECT ON TABLE public.analytics_alert_state TO analytics_reader;

GRANT SELECT ON TABLE public.analytics_label TO analytics_reader;

GRANT SELECT ON TABLE public.analytics_refresh_log TO analytics_reader;

GRANT SELECT ON TABLE public.analytics_schema_version TO analytics_reader;

GRANT SELECT ON TABLE public.analytics_worker TO analytics_reader;

GRANT SELECT ON TABLE public.mv_agent_progress TO analytics_reader;

GRANT SELECT ON TABLE public.mv_lane_score_distribution TO analytics_reader;

GRANT SELECT ON TABLE public.mv_time_to_first_win TO analytics_reader;

GRANT SELECT ON TABLE public.mv_weakness_patterns TO analytics_reader;
